namespace Dex.Domain.Connectors;

/// <summary>The upstream provider failed, or the connector is set up wrongly. The message is for the log; no page shows it.</summary>
public class ConnectorException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The person, or the upstream provider, refused the sign-in (<c>access_denied</c>), or the provider refused to refresh it.</summary>
public sealed class UpstreamDeniedException(string message) : ConnectorException(message);

/// <summary>The person is in none of the groups that the connector asks for.</summary>
public sealed class RequiredGroupsException(string message) : ConnectorException(message);
