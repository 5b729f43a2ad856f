using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>
/// The way to a connector at the token endpoint (protocol 5.1.3): the client allows it, it opens, and it serves the grant. Asked by the
/// grants that name a connector; codes were judged at the authorization endpoint.
/// </summary>
public sealed partial class ConnectorGate(IConnectorDirectory connectors, ILogger<ConnectorGate> logger)
{
    private const string Description = "The connector is not available for this request.";

    /// <param name="connectorId">Never empty.</param>
    public async ValueTask<Result<IConnector>> OpenAsync(Client client, string connectorId, string grantType, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!client.AllowedConnectors.IsEmpty && !client.AllowedConnectors.Contains(connectorId, StringComparer.Ordinal))
        {
            LogNotAllowed(client.Id, RefusalText.Clip(connectorId));
            return new OAuthError(ConnectorRules.ClosedToClient, Description, string.Join(' ', client.AllowedConnectors), connectorId);
        }

        if (await OpenAsync(connectorId, ct) is not { } connector)
        {
            return new OAuthError(ConnectorRules.Unusable, Description, "a connector of this server", connectorId);
        }

        return connector.Description.AllowsGrant(grantType)
            ? Result.Of(connector)
            : new OAuthError(ConnectorRules.ClosedToGrant, Description, string.Join(' ', connector.Description.GrantTypes), grantType);
    }

    /// <summary>Null when no application may use such a connector, or it cannot be opened, which is logged.</summary>
    private async ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct)
    {
        try
        {
            // The password database opens for administrators also where it is not enabled; that is no door for applications.
            return (await connectors.ListAsync(ct)).Any(known => known.Id == id) ? await connectors.OpenAsync(id, ct) : null;
        }
        catch (ConnectorException failure)
        {
            LogUnavailable(failure, id);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "connector not allowed for client {client_id} {connector_id}")]
    private partial void LogNotAllowed(string client_id, string connector_id);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to open connector {connector_id}")]
    private partial void LogUnavailable(Exception failure, string connector_id);
}
