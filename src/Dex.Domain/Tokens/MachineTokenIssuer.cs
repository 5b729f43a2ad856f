using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Dex.Domain.Trials;

namespace Dex.Domain.Tokens;

/// <summary>What a token for a machine is made of.</summary>
/// <param name="Trial">Set for a trial: its tokens live a minute and are explained.</param>
public sealed record MachineIssuance(Client Client, IReadOnlyList<string> Scopes, string Nonce, Trial? Trial);

/// <summary>Issues the tokens of client_credentials: an access token always, an ID token with the scope <c>openid</c>.</summary>
public sealed class MachineTokenIssuer(IServerPolicySource policies, ISigner signer, TimeProvider clock)
{
    public Result<TokenResponse> Issue(MachineIssuance issuance)
    {
        var policy = policies.Current;
        var (lifetime, reason) = TokenLifetime.Of(issuance.Client, policy, issuance.Trial);
        var frame = new TokenFrame(policy.Issuer, clock.GetUtcNow(), lifetime, reason, Audience.Of(issuance.Client.Id, issuance.Scopes));
        try
        {
            // dex makes an access token as an ID token bound to a random value that is thrown away; its at_hash means nothing and is there.
            var accessToken = signer.Sign(ClaimsOf(issuance, frame, RandomId.New(), issuance.Trial?.AccessToken));
            var idToken = issuance.Scopes.Contains(KnownScopes.OpenId)
                ? signer.Sign(ClaimsOf(issuance, frame, accessToken, issuance.Trial?.IdToken))
                : null;
            return new TokenResponse(accessToken, lifetime) { IdToken = idToken };
        }
        catch (SigningException failure)
        {
            return new OAuthError(RefusalRules.ServerSigningFailed, received: failure.Message);
        }
    }

    private TokenClaims ClaimsOf(MachineIssuance issuance, TokenFrame frame, string hashed, ClaimTrace? trace)
    {
        var claims = new TokenClaims(trace);
        frame.Write(claims, Subject.ForMachine(issuance.Client.Id), ClaimReasons.MachineSubject, issuance.Nonce, Guid.NewGuid().ToString());
        claims.Add(ClaimNames.AccessTokenHash, TokenHash.Of(signer.Algorithm, hashed), ClaimReasons.MadeForEveryToken);
        MachineClaims.Write(claims, issuance.Client, issuance.Scopes);
        return claims;
    }
}
