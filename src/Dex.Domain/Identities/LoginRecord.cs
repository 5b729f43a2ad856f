using Dex.Domain.Claims;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Identities;

/// <summary>
/// The end that every sign-in has, in a browser or by the password grant: a person who is blocked does not get in, and of one who does the
/// identity and a line of the log remain.
/// </summary>
public sealed partial class LoginRecord(IIdentityStore identities, ILogger<LoginRecord> logger)
{
    /// <summary>Asked once the person has proved who they are, so that nobody else learns of the block.</summary>
    public async ValueTask<bool> IsBlockedAsync(string connectorId, string userId, DateTimeOffset now, CancellationToken ct)
    {
        if (await identities.FindAsync(connectorId, userId, ct) is not { } known || !known.IsBlocked(now))
        {
            return false;
        }

        LogBlocked(connectorId, userId, known.BlockedUntil!.Value);
        return true;
    }

    public async Task KeepAsync(string connectorId, PersonClaims claims, DateTimeOffset at, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(claims);
        await identities.RecordLoginAsync(connectorId, claims, at, ct);
        LogSucceeded(connectorId, claims.UserId, claims.Username, claims.PreferredUsername, claims.LoggedEmail, claims.LoggedGroups);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "login successful {connector_id} {user_id} {username} {preferred_username} {email} {groups}")]
    private partial void LogSucceeded(
        string connector_id, string user_id, string username, string preferred_username, string email, string groups);

    [LoggerMessage(Level = LogLevel.Warning, Message = "login rejected for blocked user {connector_id} {user_id} {blocked_until}")]
    private partial void LogBlocked(string connector_id, string user_id, DateTimeOffset blocked_until);
}
