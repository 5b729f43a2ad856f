using Dex.Domain.Claims;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Connectors;

/// <summary>All that a connector learns of the scopes that a client asked for.</summary>
public sealed record ConnectorScopes(bool OfflineAccess, bool Groups)
{
    public static ConnectorScopes Of(IReadOnlyList<string> scopes) =>
        new(scopes.Contains(KnownScopes.OfflineAccess), scopes.Contains(KnownScopes.Groups));
}

/// <summary>A sign-in that begins at a redirect connector.</summary>
/// <param name="CallbackUrl">Absolute: the issuer's <c>/callback</c>.</param>
/// <param name="State">Comes back with the answer; unguessable.</param>
/// <param name="LoginHint">The client's <c>login_hint</c>; empty when it gave none.</param>
public sealed record UpstreamRequest(ConnectorScopes Scopes, string CallbackUrl, string State, string LoginHint);

/// <summary>Where the browser goes, and what the connector wants to find again when it comes back.</summary>
/// <param name="ConnectorData">Opaque, kept on our side; null when there is nothing.</param>
public sealed record UpstreamRedirect(string Url, string? ConnectorData = null);

/// <summary>The browser as it came back.</summary>
/// <param name="ConnectorData">What <see cref="IRedirectConnector.StartAsync"/> left; null when nothing.</param>
/// <param name="CallbackUrl">The same as at the start.</param>
/// <param name="Query">The provider's parameters.</param>
/// <param name="Headers">The request's headers; those that begin with <c>x-remote-</c> only where the address names the connector.</param>
public sealed record UpstreamAnswer(
    ConnectorScopes Scopes, string? ConnectorData, string CallbackUrl, FormParameters Query, IReadOnlyDictionary<string, string> Headers);

/// <summary>What somebody typed. Never logged.</summary>
/// <param name="Address">The client address, for limits; empty when unknown.</param>
public sealed record PasswordAttempt(string Username, string Password, string Address)
{
    private const int LongestName = 320;
    private const int LongestPassword = 4096;

    /// <summary>An attempt with what a stranger sent; a text that is longer than any name or password counts as empty.</summary>
    public static PasswordAttempt Of(string username, string password, string address) => new(
        username.Length <= LongestName ? username : "", password.Length <= LongestPassword ? password : "", address);

    public override string ToString() => nameof(PasswordAttempt);
}

/// <summary>A person, and what the connector keeps for a later refresh.</summary>
/// <param name="ConnectorData">Opaque; never sent to clients or logged; null when there is nothing.</param>
public sealed record UpstreamIdentity(PersonClaims Claims, string? ConnectorData = null)
{
    public override string ToString() => nameof(UpstreamIdentity);
}
