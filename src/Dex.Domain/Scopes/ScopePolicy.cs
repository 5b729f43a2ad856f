using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Scopes;

/// <summary>Which scopes a grant takes. Scanned left to right; a scope that the grant refuses ends the scan at once.</summary>
public sealed class ScopePolicy
{
    /// <summary>Scopes of one request; each audience scope may cost a look at a client.</summary>
    public const int Most = 100;

    private const int Named = 20;

    private ScopePolicy(IReadOnlyList<string> accepted, IReadOnlyList<string> refused, bool judges, bool judgesUnknown = true) =>
        (Accepted, Refused, Judges, JudgesUnknown) = (accepted, refused, judges, judgesUnknown);

    /// <summary>For grants whose scopes were decided earlier, at the authorization endpoint.</summary>
    public static ScopePolicy AlreadyDecided { get; } = new([], [], judges: false);

    /// <summary>client_credentials: nobody who could be away, and no identity from elsewhere.</summary>
    public static ScopePolicy ForMachines { get; } =
        new(KnownScopes.ForMachines, [KnownScopes.OfflineAccess, KnownScopes.FederatedId], judges: true);

    /// <summary>The authorization endpoint.</summary>
    public static ScopePolicy ForPeople { get; } = new(KnownScopes.ForPeople, [], judges: true);

    /// <summary>Token exchange: unknown scopes have no effect, and an audience has to trust the client.</summary>
    public static ScopePolicy ForExchange { get; } = new(KnownScopes.ForPeople, [], judges: true, judgesUnknown: false);

    public IReadOnlyList<string> Accepted { get; }

    public IReadOnlyList<string> Refused { get; }

    private bool Judges { get; }

    private bool JudgesUnknown { get; }

    /// <summary>Null when every scope passes; else the refusal, in the order: refused, unknown, untrusted audience.</summary>
    public async ValueTask<OAuthError?> CheckAsync(
        IReadOnlyList<string> scopes, Client client, IClientDirectory clients, CancellationToken ct)
    {
        if (!Judges || scopes.Count == 0)
        {
            return null;
        }

        if (scopes.Count > Most)
        {
            return new OAuthError(RefusalRules.ScopeTooMany, $"At most {Most} scopes.", $"at most {Most} scopes", $"{scopes.Count} scopes");
        }

        List<string>? unknown = null;
        List<string>? untrusted = null;
        foreach (var scope in scopes)
        {
            if (Refused.Contains(scope))
            {
                return new OAuthError(RefusalRules.ScopeNotForMachines, $"The scope {scope} is not available to this grant.",
                    string.Join(' ', Accepted), scope);
            }

            if (Accepted.Contains(scope))
            {
                continue;
            }

            if (CrossClientScope.Peer(scope) is not { } peer)
            {
                (unknown ??= []).Add(scope);
            }
            else if (peer != client.Id && (await clients.FindAsync(peer, ct))?.Trusts(client.Id) != true)
            {
                (untrusted ??= []).Add(scope);
            }
        }

        return (unknown, untrusted) switch
        {
            ({ } names, _) when JudgesUnknown => new OAuthError(RefusalRules.ScopeUnknown, $"Unknown scopes: {Quote(names)}.", string.Join(' ', Accepted), Quote(names)),
            (_, { } names) => new OAuthError(RefusalRules.AudienceUntrusted, $"The client is not trusted by the audience: {Quote(names)}.",
                $"{client.Id} among the trusted peers", Quote(names)),
            _ => null,
        };
    }

    private static string Quote(List<string> names) =>
        RefusalText.List(names.Take(Named).Select(RefusalText.Clip)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
