using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Tokens;

/// <summary>
/// Issues tokens about a person, as many as are wanted: at the authorization endpoint, and for a code. Both tokens say the same of the
/// person; they differ in their id and in the hashes that tie the ID token to what came with it.
/// </summary>
public sealed class PersonTokenIssuer(IServerPolicySource policies, ISigner signer, IClientDirectory clients, TimeProvider clock)
{
    /// <summary>What a reserved token may expire later than foreseen, because it is signed later.</summary>
    private static readonly TimeSpan SigningDelay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The tokens that will be issued to this client, before they are: a code notes them in the act that spends it, so that no instant
    /// exists in which they could not be taken back.
    /// </summary>
    public ReservedTokens Reserve(Client client)
    {
        var end = clock.GetUtcNow() + TokenLifetime.Of(client, policies.Current).Value + SigningDelay;
        return new ReservedTokens(new IssuedToken(Guid.NewGuid().ToString(), end), new IssuedToken(Guid.NewGuid().ToString(), end));
    }

    public async Task<Result<PersonTokens>> IssueAsync(PersonIssuance issuance, CancellationToken ct)
    {
        var policy = policies.Current;
        var audience = Audience.Of(issuance.Client.Id, issuance.Scopes);
        if (await WhoDistrustsAsync(audience, issuance.Client, ct) is { } peer)
        {
            return new OAuthError(
                CodeRules.AudienceTrustWithdrawn, "The token cannot be issued.", $"{issuance.Client.Id} among the trusted peers", peer);
        }

        var lifetime = TokenLifetime.Of(issuance.Client, policy, issuance.Trial);
        var frame = new TokenFrame(policy.Issuer, clock.GetUtcNow(), lifetime.Value, lifetime.Reason, audience);
        try
        {
            var accessToken = issuance.AccessToken ? signer.Sign(AccessTokenClaims(issuance, frame)) : null;
            var idToken = issuance.IdToken ? signer.Sign(IdTokenClaims(issuance, frame, accessToken)) : null;
            return new PersonTokens(accessToken, idToken, lifetime.Value);
        }
        catch (SigningException failure)
        {
            return new OAuthError(RefusalRules.ServerSigningFailed, received: failure.Message);
        }
    }

    // The leave was given when the request was judged; hours may lie in between, and a peer may have taken it back.
    private async ValueTask<string?> WhoDistrustsAsync(Audience audience, Client client, CancellationToken ct)
    {
        foreach (var peer in audience.Values)
        {
            if (peer != client.Id && (await clients.FindAsync(peer, ct))?.Trusts(client.Id) != true)
            {
                return peer;
            }
        }

        return null;
    }

    private TokenClaims AccessTokenClaims(PersonIssuance issuance, TokenFrame frame)
    {
        var claims = Begin(issuance, frame, issuance.AccessTokenId, issuance.Trial?.AccessToken);
        // dex makes an access token as an ID token bound to a random value that is thrown away; its at_hash means nothing and is there.
        AddHash(claims, ClaimNames.AccessTokenHash, RandomId.New());
        PersonClaimRelease.Write(claims, issuance);
        return claims;
    }

    private TokenClaims IdTokenClaims(PersonIssuance issuance, TokenFrame frame, string? accessToken)
    {
        var claims = Begin(issuance, frame, issuance.IdTokenId, issuance.Trial?.IdToken);
        if (accessToken is not null)
        {
            AddHash(claims, ClaimNames.AccessTokenHash, accessToken);
        }

        if (issuance.Code.Length > 0)
        {
            AddHash(claims, ClaimNames.CodeHash, issuance.Code);
        }

        PersonClaimRelease.Write(claims, issuance);
        return claims;
    }

    private static TokenClaims Begin(PersonIssuance issuance, TokenFrame frame, string tokenId, ClaimTrace? trace)
    {
        var claims = new TokenClaims(trace);
        var subject = Subject.Encode(issuance.Person.UserId, issuance.ConnectorId);
        frame.Write(claims, subject, ClaimReasons.PersonSubject, issuance.Nonce, tokenId);
        if (issuance.AuthTime is { } signedIn)
        {
            claims.Add(ClaimNames.AuthTime, signedIn.ToUnixTimeSeconds(), ClaimReasons.SignedInAt);
        }
        else
        {
            claims.LeaveOut(ClaimNames.AuthTime, ClaimReasons.SignInNotKnown);
        }

        return claims;
    }

    private void AddHash(TokenClaims claims, string name, string hashed) =>
        claims.Add(name, TokenHash.Of(signer.Algorithm, hashed), ClaimReasons.MadeForEveryToken);
}
