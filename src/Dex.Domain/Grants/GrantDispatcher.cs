using System.Collections.Frozen;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;

namespace Dex.Domain.Grants;

/// <summary>The phases that every grant shares, in the order that the specification prescribes.</summary>
public sealed class GrantDispatcher(
    IEnumerable<Grant> grants, IServerPolicySource policies, ClientAuthenticator authenticator, IClientDirectory clients)
{
    private readonly FrozenDictionary<string, Grant> _grants = grants.ToFrozenDictionary(grant => grant.Type, StringComparer.Ordinal);

    public async ValueTask<GrantOutcome> HandleAsync(TokenRequest request, CancellationToken ct)
    {
        if (!policies.Current.Serves(request.GrantType) || !_grants.TryGetValue(request.GrantType, out var grant))
        {
            return new GrantOutcome(await NameAsync(NotServed(request.GrantType), request, ct), null);
        }

        var credentials = request.Credentials();
        if (credentials.Failed)
        {
            return new GrantOutcome(credentials.Error, null);
        }

        var authenticated = await authenticator.AuthenticateAsync(credentials.Value, request.Address, ct);
        if (authenticated.Failed)
        {
            return new GrantOutcome(authenticated.Error, null);
        }

        var caller = authenticated.Value;
        if (!caller.Client.AllowsGrant(grant.Type))
        {
            return new GrantOutcome(
                new OAuthError(RefusalRules.GrantDisabledByClient, "The client may not use this grant.", AllowedBy(caller.Client), grant.Type), caller);
        }

        if (await grant.Scopes.CheckAsync(request.Scopes, caller.Client, clients, ct) is { } refusal)
        {
            return new GrantOutcome(refusal, caller);
        }

        return new GrantOutcome(await grant.RedeemAsync(request, caller, ct), caller);
    }

    private static OAuthError NotServed(string grantType) => grantType switch
    {
        "" => new OAuthError(RefusalRules.GrantMissing, expected: "grant_type"),
        _ when GrantTypes.IsKnown(grantType) => new OAuthError(RefusalRules.GrantDisabledByServer, received: grantType) { GrantType = grantType },
        _ => new OAuthError(RefusalRules.GrantUnknown, received: grantType),
    };

    // Nobody has authenticated yet, so the name is only a claim: enough to count who asks in vain for a grant that is off.
    private async ValueTask<OAuthError> NameAsync(OAuthError refusal, TokenRequest request, CancellationToken ct) =>
        refusal.GrantType is not null && request.Credentials() is { Failed: false, Value.ClientId: { Length: > 0 } id }
            ? refusal with { ClientId = id, ClientIsKnown = await clients.FindAsync(id, ct) is not null }
            : refusal;

    private static string AllowedBy(Client client) =>
        client.AllowedGrantTypes is { IsEmpty: false } allowed ? string.Join(' ', allowed) : "no grant at all";
}

/// <summary>What became of a token request, and who made it as far as that was established.</summary>
public sealed record GrantOutcome(Result<TokenResponse> Result, AuthenticatedClient? Caller);
