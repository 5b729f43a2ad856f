using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// Lets a refresh token in, or not (protocol 5.4.4, rows 2 to 6). A spent value that comes back ends its family, for it was in two hands,
/// and nobody can tell which of them is honest (RFC 9700 section 4.14.2). A value that the family never issued ends nothing, or anybody
/// who saw an id could sign people out.
/// </summary>
public sealed partial class RefreshTokenAdmission(RefreshTokenJudgement judgement, IRefreshTokenStore tokens, ILogger<RefreshTokenAdmission> logger)
{
    // The same for every way in which there is no such token for this client, so that nobody can look for other people's tokens.
    private const string Invalid = "The refresh token is invalid, expired or used.";

    /// <param name="text">Empty when none was sent.</param>
    /// <param name="client">Who shows it, already authenticated.</param>
    /// <returns>A token that is good, with its standing.</returns>
    public async Task<Result<JudgedRefreshToken>> AdmitAsync(string text, Client client, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(client);
        if (text.Length == 0)
        {
            return new OAuthError(RefreshTokenRules.Missing, "The parameter refresh_token is missing.", "refresh_token");
        }

        var judged = await judgement.JudgeAsync(text, ct);
        if (judged.Token is not { } token)
        {
            return Gone();
        }

        if (token.ClientId != client.Id)
        {
            return new OAuthError(RefreshTokenRules.OtherClient, Invalid, token.ClientId, client.Id);
        }

        switch (judged.Standing)
        {
            case RefreshTokenStanding.NeverIssued:
                return new OAuthError(RefreshTokenRules.NeverIssued, Invalid, $"a value of {token.Id}", $"{judged.Value.Length} characters");
            case RefreshTokenStanding.Spent:
                return await EndAsync(token, ct);
            case RefreshTokenStanding.PreviousJustNow:
                return new OAuthError(RefreshTokenRules.SupersededJustNow, Invalid, $"the newest value of {token.Id}", "the one before it");
            case RefreshTokenStanding.Expired:
                return new OAuthError(RefreshTokenRules.Expired, "The refresh token has expired.", $"{token.Id} in time", $"last used {token.LastUsedAt:u}");
            default:
                return judged;
        }
    }

    /// <summary>The refusal of a token that ended while it was being used.</summary>
    public static OAuthError Gone() => new(RefreshTokenRules.Unknown, Invalid, "a refresh token that is alive");

    private async Task<OAuthError> EndAsync(RefreshToken token, CancellationToken ct)
    {
        await tokens.EndAsync(token.Id, null, ct);
        LogSpent(token.Id, token.ClientId, token.ConnectorId, RefusalText.Clip(token.Person.UserId));
        return new OAuthError(RefreshTokenRules.Spent, Invalid, $"the newest value of {token.Id}", "a spent one; it has ended with its access tokens");
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "refresh token claimed twice, it has ended with its access tokens {token_id} {client_id} {connector_id} {user_id}")]
    private partial void LogSpent(string token_id, string client_id, string connector_id, string user_id);
}
