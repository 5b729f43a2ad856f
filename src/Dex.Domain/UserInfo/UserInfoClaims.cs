using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;

namespace Dex.Domain.UserInfo;

/// <summary>The userinfo answer (OpenID Connect Core section 5.3): as in dex, the payload of the token that was presented.</summary>
public sealed class UserInfoClaims(ITokenVerifier verifier, TokenStanding standing)
{
    private const string Scheme = "Bearer";

    /// <param name="authorization">The Authorization header; null when absent. Blanks around the token are ignored.</param>
    public async ValueTask<Result<VerifiedToken>> ReadAsync(string? authorization, CancellationToken ct)
    {
        if (TokenOf(authorization) is not { } token)
        {
            return new OAuthError(RefusalRules.BearerMissing, "A bearer token is required.", "Authorization: Bearer TOKEN");
        }

        return await verifier.VerifyAsync(token, ct) switch
        {
            null => new OAuthError(RefusalRules.BearerInvalid, "The token is not valid.", "a token that one of our keys signed and that has not expired"),
            { Type: not TokenPurpose.Bearer } other =>
                new OAuthError(RefusalRules.BearerWrongPurpose, "The token is not valid.", "an access or ID token", other.Type),
            { } verified when await standing.IsRevokedAsync(verified, ct) =>
                new OAuthError(RefusalRules.BearerRevoked, "The token is not valid.", "a token that nobody has taken back"),
            { } verified => verified,
        };
    }

    private static string? TokenOf(string? authorization)
    {
        if (authorization is null
            || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || authorization.Length == Scheme.Length
            || authorization[Scheme.Length] != ' ')
        {
            return null;
        }

        var token = authorization[Scheme.Length..].Trim();
        return token.Length == 0 ? null : token;
    }
}
