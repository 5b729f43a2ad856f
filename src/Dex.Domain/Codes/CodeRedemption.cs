using System.Collections.Immutable;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Codes;

/// <summary>
/// Redeems a code, once (RFC 6749 section 4.1.3). Whatever is wrong with the presentation leaves the code usable for who brings it right;
/// then the database decides who was first. Who comes second with everything right has a code that somebody else had too, so what the
/// first was given is taken back (RFC 9700 section 4.5).
/// </summary>
public sealed partial class CodeRedemption(
    IAuthorizationCodeStore codes, IRefreshTokenStore refreshTokens, IRevokedTokens revoked, ILogger<CodeRedemption> logger)
{
    // The same for every way in which there is no such code for this client, so that nobody can look for other people's codes.
    private const string Invalid = "The code is invalid, expired or used.";

    /// <summary>Redeems a code for which no refresh token is issued.</summary>
    /// <param name="tokens">What will be issued for it; empty when nothing is that could be taken back.</param>
    public async Task<Result<AuthorizationCode>> RedeemAsync(
        CodePresentation presentation, ImmutableArray<IssuedToken> tokens, CancellationToken ct)
    {
        var redeemed = await RedeemAsync(presentation, tokens, (_, _) => default, ct);
        return redeemed.Failed ? redeemed.Error : redeemed.Value.Code;
    }

    /// <param name="tokens">What will be issued for it; empty when nothing is that could be taken back.</param>
    /// <param name="begin">Draws up the refresh token that begins in the act which spends the code; asked once all is right with the code.</param>
    public async Task<Result<RedeemedCode>> RedeemAsync(
        CodePresentation presentation, ImmutableArray<IssuedToken> tokens,
        Func<AuthorizationCode, CancellationToken, ValueTask<NewRefreshToken?>> begin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(begin);
        if (presentation.Code.Length == 0)
        {
            return new OAuthError(CodeRules.Missing, "The parameter code is missing.", "code");
        }

        var hash = AuthorizationCode.HashOf(presentation.Code);
        var code = await codes.FindAsync(hash, ct);
        if (code is null)
        {
            return Unknown();
        }

        if (WhyRefused(code, presentation) is { } refusal)
        {
            return refusal;
        }

        if (code.RedeemedAt is null)
        {
            var refreshToken = await begin(code, ct);
            if (await codes.TryRedeemAsync(hash, tokens, refreshToken, ct))
            {
                return new RedeemedCode(code, refreshToken);
            }
        }

        return await TakeBackAsync(hash, presentation.ClientId, ct);
    }

    private static OAuthError? WhyRefused(AuthorizationCode code, CodePresentation presentation)
    {
        if (code.ClientId != presentation.ClientId)
        {
            return new OAuthError(CodeRules.OtherClient, Invalid, code.ClientId, presentation.ClientId);
        }

        if (code.UserCode.Length > 0)
        {
            return new OAuthError(DeviceRules.CodeForDevice, Invalid, "a code of the application's own request");
        }

        if (ProofKey.WhyRefused(code.CodeChallenge, code.CodeChallengeMethod, presentation.Verifier) is { } unproved)
        {
            return unproved;
        }

        // RFC 6749 section 5.2 says invalid_grant; dex's clients know invalid_request.
        return code.RedirectUri == presentation.RedirectUri
            ? null
            : new OAuthError(CodeRules.RedirectUriMismatch, "The redirect_uri is not that of the authorization request.", code.RedirectUri,
                presentation.RedirectUri);
    }

    private static OAuthError Unknown() =>
        new(CodeRules.Unknown, Invalid, $"a code issued in the last {AuthorizationCode.Lifetime.TotalMinutes:0} minutes");

    private async Task<OAuthError> TakeBackAsync(string hash, string clientId, CancellationToken ct)
    {
        // Read again: who lost the race by a moment has not seen what the winner noted, and a code may have expired in that moment.
        if (await codes.FindAsync(hash, ct) is not { RedeemedAt: not null, IssuedTokens: var issued, RefreshTokenId: var refreshTokenId })
        {
            return Unknown();
        }

        if (refreshTokenId is not null)
        {
            await refreshTokens.EndAsync(refreshTokenId, null, ct);
        }

        await revoked.RevokeAsync(issued, ct);
        LogRedeemedTwice(clientId, issued.Length);
        return new OAuthError(CodeRules.RedeemedTwice, Invalid, "a code that nobody has redeemed", $"a second use; {issued.Length} tokens taken back");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "authorization code presented twice, the tokens of its first use are taken back {client_id} {tokens}")]
    private partial void LogRedeemedTwice(string client_id, int tokens);
}

/// <summary>A code that is spent, and what began with it.</summary>
/// <param name="RefreshToken">Null when none is issued.</param>
public sealed record RedeemedCode(AuthorizationCode Code, NewRefreshToken? RefreshToken);
