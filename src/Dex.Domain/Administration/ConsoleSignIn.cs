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
    private readonly FailureWindow _perAccount = new(limits.SignInsPerAccount, limits.SignInWindow, clock);
    private readonly FailureWindow _perAddress = new(limits.SignInsPerAddress, limits.SignInWindow, clock);

    // Addresses without an account lock as accounts do, or the lock would tell which exist.
    private readonly PhantomLockOuts _phantoms = new();

    public async Task<Result<Administrator>> SignInAsync(string login, string password, string address, CancellationToken ct)
    {
        var email = login.Trim().ToLowerInvariant();
        if ((_perAccount.Wait(email) ?? _perAddress.Wait(address)) is { } wait)
        {
            return Refuse(RefusalRules.LimitSignIns, email, wait);
        }

        var now = clock.GetUtcNow();
        var user = email.Length is > 0 and <= 320 && !email.Any(char.IsControl) ? await users.FindAsync(email, ct) : null;
        var lockOut = user is null ? _phantoms.Find(email) : await users.LockOutAsync(email, ct);
        if (lockOut.IsLocked(now))
        {
            LogLocked(email);
            return Refuse(RefusalRules.LoginLocked, email, lockOut.LockedUntil - now);
        }

        var matches = await passwords.VerifyAsync(user?.PasswordHash, password, ct);
        if (user is null || !matches || !administrators.Includes(user))
        {
            return await FailAsync(user, matches, email, address, now, ct);
        }

        _perAccount.Forget(email);
        await users.ClearFailuresAsync(email, ct);
        LogSucceeded(AdministratorList.LocalConnector, user.UserId, user.DisplayName, email);
        var administrator = new Administrator(user.Email.ToLowerInvariant(), user.DisplayName, address, user.SecurityStamp);
        await audit.AppendAsync(AuditEntry.By(administrator, now, "administrator.signed_in", "administrator", administrator.Email), ct);
        return administrator;
    }

    private async Task<Result<Administrator>> FailAsync(LocalUser? user, bool matches, string email, string address, DateTimeOffset now, CancellationToken ct)
    {
        _perAccount.Count(email);
        _perAddress.Count(address);
        if (user is null)
        {
            _phantoms.RecordFailure(email, now);
        }
        else
        {
            await users.RecordFailureAsync(email, now, ct);
        }

        LogFailed(RefusalText.Clip(email));
        return Refuse(user is not null && matches ? RefusalRules.LoginNotAdministrator : RefusalRules.LoginWrongPassword, email, null);
    }

    private static OAuthError Refuse(RefusalRule rule, string email, TimeSpan? wait) => new(rule, received: email) { RetryAfter = wait };

    [LoggerMessage(Level = LogLevel.Information, Message = "login successful {connector_id} {user_id} {username} {email}")]
    private partial void LogSucceeded(string connector_id, string user_id, string username, string email);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed login attempt: Invalid credentials. {user}")]
    private partial void LogFailed(string user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "login rejected for locked account {user}")]
    private partial void LogLocked(string user);
}
