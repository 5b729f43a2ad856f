using Dex.Domain.Protocol;

namespace Dex.Domain.Connectors;

/// <summary>
/// An opened upstream identity source. What it can do it says by the capabilities that it implements:
/// <see cref="IRedirectConnector"/> or <see cref="IPasswordConnector"/>, and beside them <see cref="IRefreshConnector"/> and
/// <see cref="ITokenIdentityConnector"/>. Every operation throws <see cref="ConnectorException"/> when the upstream fails.
/// </summary>
public interface IConnector
{
    ConnectorDescription Description { get; }
}

/// <summary>People sign in at the upstream provider and come back by a redirect.</summary>
public interface IRedirectConnector : IConnector
{
    /// <summary>Where to send the browser. The state comes back unchanged.</summary>
    Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct);

    /// <summary>The person whom the upstream provider's answer names.</summary>
    /// <exception cref="UpstreamDeniedException">The person, or the provider, said no.</exception>
    /// <exception cref="RequiredGroupsException">The person is in none of the groups that the connector asks for.</exception>
    Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct);
}

/// <summary>People type a name and a password on our page.</summary>
public interface IPasswordConnector : IConnector
{
    /// <summary>The label of the name field; empty means <c>Username</c>.</summary>
    string Prompt { get; }

    /// <summary>
    /// The person, or a refusal whose <see cref="OAuthError.RetryAfter"/> says how long to wait after too many attempts. An unknown name
    /// and a wrong password are refused alike, after the same work.
    /// </summary>
    Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct);
}

/// <summary>Can say anew what it knows of a person, without the person.</summary>
public interface IRefreshConnector : IConnector
{
    /// <exception cref="UpstreamDeniedException">The provider no longer vouches for the person.</exception>
    /// <exception cref="RequiredGroupsException">The person is in none of the groups that the connector asks for.</exception>
    Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct);
}

/// <summary>Can say whom one of the upstream provider's own tokens is about (RFC 8693).</summary>
public interface ITokenIdentityConnector : IConnector
{
    /// <param name="tokenType">The token type URN.</param>
    Task<UpstreamIdentity> IdentifyAsync(string tokenType, string token, CancellationToken ct);
}
