using Dex.Domain.Claims;
using Dex.Domain.Protocol;

namespace Dex.Domain.Tokens;

/// <summary>The claims that every token has, whoever it is about (protocol order: iss, sub, aud, exp, iat, jti, azp, nonce).</summary>
public sealed record TokenFrame(Issuer Issuer, DateTimeOffset IssuedAt, TimeSpan Lifetime, ClaimReason LifetimeReason, Audience Audience)
{
    /// <param name="tokenId">The <c>jti</c>.</param>
    public void Write(TokenClaims claims, string subject, ClaimReason subjectReason, string nonce, string tokenId)
    {
        claims.Add(ClaimNames.Issuer, Issuer.Value, ClaimReasons.Issuer);
        claims.Add(ClaimNames.Subject, subject, subjectReason);
        WriteAudience(claims);
        claims.Add(ClaimNames.Expiry, (IssuedAt + Lifetime).ToUnixTimeSeconds(), LifetimeReason);
        claims.Add(ClaimNames.IssuedAt, IssuedAt.ToUnixTimeSeconds(), ClaimReasons.MadeForEveryToken);
        claims.Add(ClaimNames.TokenId, tokenId, ClaimReasons.MadeForEveryToken);
        if (Audience.AuthorizedParty is { } party)
        {
            claims.Add(ClaimNames.AuthorizedParty, party, ClaimReasons.AuthorizedParty);
        }
        else
        {
            claims.LeaveOut(ClaimNames.AuthorizedParty, ClaimReasons.SingleAudience);
        }

        if (nonce.Length > 0)
        {
            claims.Add(ClaimNames.Nonce, nonce, ClaimReasons.NonceSent);
        }
        else
        {
            claims.LeaveOut(ClaimNames.Nonce, ClaimReasons.NonceNotSent);
        }
    }

    private void WriteAudience(TokenClaims claims)
    {
        if (Audience.Values.Count == 1)
        {
            claims.Add(ClaimNames.Audience, Audience.Values[0], Audience.AuthorizedParty is null ? ClaimReasons.OwnAudience : ClaimReasons.AudienceScopes);
        }
        else
        {
            claims.Add(ClaimNames.Audience, Audience.Values, ClaimReasons.AudienceScopes);
        }
    }
}
