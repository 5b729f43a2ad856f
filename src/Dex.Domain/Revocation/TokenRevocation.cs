using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Revocation;

/// <summary>
/// Takes back a token that its own client no longer wants (RFC 7009 section 2.1). A refresh token ends with its whole family and the
/// tokens issued beside it; an access or ID token alone, by a deny list that issuing never looks at. What is no token, or none any more, is
/// as good as taken back.
/// </summary>
public sealed partial class TokenRevocation(
    ITokenVerifier verifier, IRevokedTokens revoked, RefreshTokenJudgement judgement, IRefreshTokenStore refreshTokens, ILogger<TokenRevocation> logger)
{
    /// <summary>Null when the token is worth nothing from now on; else why nothing was taken back.</summary>
    public async ValueTask<OAuthError?> RevokeAsync(string token, Client client, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        return TokenForm.IsSigned(token) ? await RevokeSignedAsync(token, client, ct) : await RevokeFamilyAsync(token, client, ct);
    }

    private async ValueTask<OAuthError?> RevokeSignedAsync(string token, Client client, CancellationToken ct)
    {
        if (await verifier.VerifyAsync(token, ct) is not { Type: TokenPurpose.Bearer } verified)
        {
            return null;
        }

        using var document = JsonDocument.Parse(verified.Payload);
        var claims = document.RootElement;
        if (TokenOwner.ClientOf(claims) is not { } owner || !claims.TryGetProperty(ClaimNames.TokenId, out var id))
        {
            return null;
        }

        if (owner != client.Id)
        {
            return OfAnother(owner, client);
        }

        var end = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty(ClaimNames.Expiry).GetInt64());
        await revoked.RevokeAsync([new IssuedToken(id.GetString()!, end)], ct);
        LogRevoked(client.Id, "access_token");
        return null;
    }

    private async ValueTask<OAuthError?> RevokeFamilyAsync(string token, Client client, CancellationToken ct)
    {
        var judged = await judgement.JudgeAsync(token, ct);
        if (judged.Token is not { } family || judged.Standing is RefreshTokenStanding.NeverIssued)
        {
            return null;
        }

        if (family.ClientId != client.Id)
        {
            // Nobody needs to be told whose a token was that is worth nothing.
            return judged.Standing is RefreshTokenStanding.Expired ? null : OfAnother(family.ClientId, client);
        }

        if (await refreshTokens.EndAsync(family.Id, entry: null, ct))
        {
            LogRevoked(client.Id, "refresh_token");
        }

        return null;
    }

    private static OAuthError OfAnother(string owner, Client client) =>
        new(RevocationRules.OtherClient, "The token was not issued to this client.", owner, client.Id);

    [LoggerMessage(Level = LogLevel.Information, Message = "token revoked by its client {client_id} {token_use}")]
    private partial void LogRevoked(string client_id, string token_use);
}
