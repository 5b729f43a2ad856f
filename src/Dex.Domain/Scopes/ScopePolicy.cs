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

    private readonly ScopeRules _rules;

    private ScopePolicy(IReadOnlyList<string> accepted, IReadOnlyList<string> refused, ScopeRules rules) =>
        (Accepted, Refused, _rules) = (accepted, refused, rules);

    /// <summary>For grants whose scopes were decided earlier, at the authorization endpoint.</summary>
    public static ScopePolicy AlreadyDecided { get; } = new([], [], ScopeRules.Usual) { Judges = false };

    /// <summary>client_credentials: nobody who could be away, and no identity from elsewhere.</summary>
    public static ScopePolicy ForMachines { get; } =
        new(KnownScopes.ForMachines, [KnownScopes.OfflineAccess, KnownScopes.FederatedId], ScopeRules.Usual);

    /// <summary>The authorization endpoint.</summary>
    public static ScopePolicy ForPeople { get; } = new(KnownScopes.ForPeople, [], ScopeRules.Usual);

    /// <summary>The password grant: as at the authorization endpoint, with errors of its own.</summary>
    public static ScopePolicy ForPasswords { get; } = new(KnownScopes.ForPeople, [], ScopeRules.Password);

    /// <summary>Token exchange: unknown scopes have no effect, and an audience has to trust the client.</summary>
    public static ScopePolicy ForExchange { get; } = new(KnownScopes.ForPeople, [], ScopeRules.Usual) { JudgesUnknown = false };

    public IReadOnlyList<string> Accepted { get; }

    public IReadOnlyList<string> Refused { get; }

    private bool Judges { get; init; } = true;

    private bool JudgesUnknown { get; init; } = true;

    /// <summary>Null when every scope passes; else the refusal, in the order: refused, openid missing, unknown, untrusted audience.</summary>
    public async ValueTask<OAuthError?> CheckAsync(
        IReadOnlyList<string> scopes, Client client, IClientDirectory clients, CancellationToken ct)
    {
        if (!Judges || (scopes.Count == 0 && _rules.OpenIdMissing is null))
        {
            return null;
        }

        if (scopes.Count > Most)
        {
            return new OAuthError(_rules.TooMany, $"At most {Most} scopes.", $"at most {Most} scopes", $"{scopes.Count} scopes");
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

        if (_rules.OpenIdMissing is { } rule && !scopes.Contains(KnownScopes.OpenId))
        {
            return new OAuthError(rule, "The scope openid is missing.", KnownScopes.OpenId, RefusalText.List(scopes.Take(Named)));
        }

        return (unknown, untrusted) switch
        {
            ({ } names, _) when JudgesUnknown =>
                new OAuthError(_rules.Unknown, $"Unknown scopes: {Quote(names)}.", string.Join(' ', Accepted), Quote(names)),
            (_, { } names) => new OAuthError(_rules.AudienceUntrusted, $"The client is not trusted by the audience: {Quote(names)}.",
                $"{client.Id} among the trusted peers", Quote(names)),
            _ => null,
        };
    }

    private static string Quote(List<string> names) =>
        RefusalText.List(names.Take(Named).Select(RefusalText.Clip)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
