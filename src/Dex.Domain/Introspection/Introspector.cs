using System.Text.Json;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Introspection;

/// <summary>
/// Says whether a token is alive (RFC 7662). Whoever may ask, may ask about any token. Access tokens are signed and not stored, so what
/// is active is what verifies and was not taken back; of refresh tokens, what the grant would take. The client has to exist and be enabled.
/// </summary>
public sealed partial class Introspector(
    ITokenVerifier verifier, IClientDirectory clients, TokenStanding standing, RefreshTokenJudgement refreshTokens, IServerPolicySource policies,
    ILogger<Introspector> logger)
{
    private const string AccessToken = "access_token";
    private const string RefreshToken = "refresh_token";

    /// <summary>Null: inactive, for whatever reason.</summary>
    /// <param name="hint">The <c>token_type_hint</c>, which decides nothing; empty when absent.</param>
    public async ValueTask<ActiveToken?> FindAsync(string token, string hint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hint);
        var kind = TokenForm.IsSigned(token) ? AccessToken : RefreshToken;
        if (hint.Length > 0 && hint != kind)
        {
            LogWrongHint(RefusalText.Clip(hint), kind);
        }

        ActiveToken? found = kind == AccessToken ? await FindSignedAsync(token, ct) : await FindStoredAsync(token, ct);
        return found is not null && await clients.FindAsync(found.ClientId, ct) is { Enabled: true } ? found : null;
    }

    private async ValueTask<ActiveAccessToken?> FindSignedAsync(string token, CancellationToken ct)
    {
        if (await verifier.VerifyAsync(token, ct) is not { Type: TokenPurpose.Bearer } verified || await standing.IsRevokedAsync(verified, ct))
        {
            return null;
        }

        var claims = JsonDocument.Parse(verified.Payload).RootElement;
        return TokenOwner.ClientOf(claims) is { } clientId ? new ActiveAccessToken(clientId, claims) : null;
    }

    private async ValueTask<ActiveRefreshToken?> FindStoredAsync(string token, CancellationToken ct)
    {
        var judged = await refreshTokens.JudgeAsync(token, ct);
        var policy = policies.Current;
        return judged is { IsGood: true, Token: { } found }
            ? new ActiveRefreshToken(found, policy.Issuer.Value, policy.File.RefreshTokens.AbsoluteExpiryOf(found))
            : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "token type hint is not what the token is {hint} {token_use}")]
    private partial void LogWrongHint(string hint, string token_use);
}
