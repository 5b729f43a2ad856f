using Dex.Domain.Audit;
using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Users;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Administration;

/// <summary>
/// Signs administrators in with e-mail and password. Wrong address, wrong password and missing right look and cost the same; failures
/// are limited per account and per address, and lock the account in the database, so that guessing on several nodes gains nothing.
/// </summary>
public sealed partial class ConsoleSignIn(
    ILocalUserStore users, IPasswordHasher passwords, AdministratorList administrators, IAuditLog audit, LimitSettings limits, TimeProvider clock,
    ILogger<ConsoleSignIn> logger)
{
    private const int LongestEmail = 320;
    private const int LongestPassword = 1024;

    private readonly FailureWindow _perAccount = new(limits.SignInsPerAccount, limits.SignInWindow, clock);
    private readonly FailureWindow _perAddress = new(limits.SignInsPerAddress, limits.SignInWindow, clock);

    // Addresses without an account lock as accounts do, or the lock would tell which exist.
    private readonly PhantomLockOuts _phantoms = new();

    public async Task<Result<Administrator>> SignInAsync(string login, string password, string address, CancellationToken ct)
    {
        var email = login.Trim().ToLowerInvariant();
        if (email.Length is 0 or > LongestEmail || email.Any(char.IsControl) || password.Length > LongestPassword)
        {
            _perAddress.Count(AddressKey.Of(address));
            return Refuse(RefusalRules.LoginWrongPassword, email, null);
        }

        // Counted before the password is looked at: of many attempts at the same time no more than the limit is tried.
        var (account, source) = (_perAccount.Count(email), _perAddress.Count(AddressKey.Of(address)));
        if ((account ?? source) is { } wait)
        {
            return Refuse(RefusalRules.LimitSignIns, email, wait);
        }

        var now = clock.GetUtcNow();
        var user = await users.FindAsync(email, ct);
        if ((user is null ? _phantoms.TryBeginAttempt(email, now) : await users.TryBeginAttemptAsync(email, now, ct)) is { } standing)
        {
            LogLocked(RefusalText.Clip(email));
            return Refuse(RefusalRules.LoginLocked, email, standing.LockedUntil - now);
        }

        var matches = await passwords.VerifyAsync(user?.PasswordHash, password, ct);
        if (user is null || !matches || !administrators.Includes(user))
        {
            LogFailed(RefusalText.Clip(email));
            return Refuse(user is not null && matches ? RefusalRules.LoginNotAdministrator : RefusalRules.LoginWrongPassword, email, null);
        }

        return await SucceedAsync(user, email, address, now, ct);
    }

    private async Task<Administrator> SucceedAsync(LocalUser user, string email, string address, DateTimeOffset now, CancellationToken ct)
    {
        _perAccount.Forget(email);
        _perAddress.Refund(AddressKey.Of(address));
        await users.ClearFailuresAsync(email, ct);
        LogSucceeded(AdministratorList.LocalConnector, user.UserId, user.DisplayName, email);
        var administrator = new Administrator(user.Email.ToLowerInvariant(), user.DisplayName, address, user.SecurityStamp);
        await audit.AppendAsync(AuditEntry.By(administrator, now, "administrator.signed_in", "administrator", administrator.Email), ct);
        return administrator;
    }

    private static OAuthError Refuse(RefusalRule rule, string email, TimeSpan? wait) => new(rule, received: email) { RetryAfter = wait };

    [LoggerMessage(Level = LogLevel.Information, Message = "login successful {connector_id} {user_id} {username} {email}")]
    private partial void LogSucceeded(string connector_id, string user_id, string username, string email);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed login attempt: Invalid credentials. {user}")]
    private partial void LogFailed(string user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "login rejected for locked account {user}")]
    private partial void LogLocked(string user);
}
