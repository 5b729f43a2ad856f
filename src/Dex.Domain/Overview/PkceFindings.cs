using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Domain.Overview;

/// <summary>
/// Clients of the file that may redeem codes without PKCE (RFC 9700 section 2.1.1). For a public client nothing else ties a code to who
/// asked for it; a confidential one still has its secret.
/// </summary>
/// <param name="stated">The clients of the configuration file.</param>
public sealed class PkceFindings(IReadOnlyList<Client> stated, IServerPolicySource policies) : IFindingSource
{
    public Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct)
    {
        var policy = policies.Current;
        return Task.FromResult<IReadOnlyList<Finding>>(policy.File.Pkce.Enforce || !policy.Serves(GrantTypes.AuthorizationCode)
            ? []
            : [.. Of(stated.Where(client => client.IsPublic), FindingSeverity.Warning), .. Of(stated.Where(client => !client.IsPublic), FindingSeverity.Notice)]);
    }

    private static IEnumerable<Finding> Of(IEnumerable<Client> clients, FindingSeverity severity)
    {
        var found = clients.Where(IsOpen).ToList();
        return found.Count <= ClientFindings.Named
            ? found.Select(client => new Finding(
                $"client.without_pkce:{client.Id}",
                severity,
                $"{client.Name} may redeem codes without PKCE",
                $"Its entry in the file lacks `pkceRequired: true`. {Risk(client.IsPublic)}",
                "See its redirects",
                $"clients/{Uri.EscapeDataString(client.Id)}/redirects"))
            : [new Finding(
                $"client.without_pkce:{severity}",
                severity,
                $"{found.Count} clients of the file may redeem codes without PKCE",
                $"Their entries lack `pkceRequired: true`. {Risk(severity == FindingSeverity.Warning)}",
                "See the clients",
                "clients")];
    }

    // Who has no address to come back to gets no code.
    private static bool IsOpen(Client client) => client is { Enabled: true, PkceRequired: false }
        && (client.IsPublic || !client.RedirectUris.IsEmpty)
        && client.AllowsGrant(GrantTypes.AuthorizationCode);

    private static string Risk(bool isPublic) => isPublic
        ? "It has no secret either, so whoever gets hold of a code can use it."
        : "Whoever gets hold of a code and can use its secret gets in.";
}
