using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Web.Components.Clients;

/// <summary>The grants that a client can be tried with: those that it may use and that have a request of their own.</summary>
public static class TrialGrants
{
    /// <summary>In the order of people. <c>implicit</c> is no request at the token endpoint, so it is not among them.</summary>
    public static IReadOnlyList<string> For(Client client, ServerPolicy policy) =>
    [
        .. GrantTypes.ForPeople.Where(grant => policy.Capabilities.GrantTypes.Contains(grant)
            && grant != GrantTypes.Implicit
            && client.AllowsGrant(grant)
            && (grant != GrantTypes.ClientCredentials || !client.IsPublic)
            && (grant != GrantTypes.Password || policy.File.PasswordConnector.Length > 0)),
    ];

    /// <summary>What is chosen at first: for a machine its own grant, for everybody else the first that the server serves.</summary>
    public static string First(Client client, ServerPolicy policy)
    {
        var grants = For(client, policy);
        return grants.Contains(GrantTypes.ClientCredentials) && (client.Kind == ClientKind.Machine || !policy.Serves(GrantTypes.AuthorizationCode))
            ? GrantTypes.ClientCredentials
            : grants.FirstOrDefault(policy.Serves) ?? (grants is [var first, ..] ? first : "");
    }

    public static IReadOnlyList<string> ScopesFor(string grantType) => grantType switch
    {
        GrantTypes.ClientCredentials => KnownScopes.ForMachines,
        GrantTypes.TokenExchange => [.. KnownScopes.ForPeople.Where(scope => scope != KnownScopes.OfflineAccess)],
        _ => KnownScopes.ForPeople,
    };

    /// <summary>What the button does.</summary>
    public static string Verb(string grantType) => grantType switch
    {
        GrantTypes.AuthorizationCode => "Begin a sign-in",
        GrantTypes.DeviceCode => "Ask as a device",
        _ => "Send",
    };
}
