using System.Text;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Users;

/// <summary>
/// Checks an e-mail address and a password against the password database. Failures lock the address in the database, so that guessing on
/// several nodes gains nothing. An unknown address, a locked-out person and a wrong password look alike and cost the same.
/// </summary>
public sealed class LocalLogin(ILocalUserStore users, IPasswordHasher passwords, TimeProvider clock)
{
    private const int LongestPassword = 1024;

    /// <summary>The account, or the refusal of a wrong password or of a locked account.</summary>
    /// <param name="admits">Accounts that it refuses do not exist as far as anybody can tell.</param>
    /// <exception cref="ConnectorException">The account's hash is too cheap or too dear to be checked.</exception>
    public async Task<Result<LocalUser>> SignInAsync(string login, string password, Func<LocalUser, bool> admits, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(login);
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(admits);
        var email = EmailRule.Normalize(login);
        if (email.Length is 0 or > EmailRule.Longest || email.Any(char.IsControl) || password.Length > LongestPassword)
        {
            return Refuse(RefusalRules.LoginWrongPassword, email);
        }

        var user = await users.FindAsync(email, ct) is { } found && admits(found) ? found : null;
        CheckCost(user);

        // Addresses without an account lock as accounts do, on every node, or the lock would tell which exist.
        var now = clock.GetUtcNow();
        if (await users.TryBeginAttemptAsync(email, now, ct) is { } standing)
        {
            return Refuse(RefusalRules.LoginLocked, email) with { RetryAfter = standing.LockedUntil - now };
        }

        // bcrypt would look at the first 72 bytes only and let a longer text with the same beginning pass.
        var isReadable = Encoding.UTF8.GetByteCount(password) <= BcryptCost.LongestPassword;
        var matches = await passwords.VerifyAsync(isReadable ? user?.PasswordHash : null, isReadable ? password : "", ct);
        if (user is null || !matches || !isReadable || user.IsLocked)
        {
            return Refuse(RefusalRules.LoginWrongPassword, email);
        }

        await users.ClearFailuresAsync(email, ct);
        return user;
    }

    /// <summary>The account as it is now; null when it is gone, is another person's, is locked or is not admitted.</summary>
    public async Task<LocalUser?> FindAgainAsync(string email, string userId, Func<LocalUser, bool> admits, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(admits);
        return await users.FindAsync(email.ToLowerInvariant(), ct) is { IsLocked: false } user && user.UserId == userId && admits(user) ? user : null;
    }

    private static void CheckCost(LocalUser? user)
    {
        if (user is not null && BcryptCost.Of(user.PasswordHash) is { } cost and (< BcryptCost.Least or > BcryptCost.Greatest))
        {
            throw new ConnectorException(cost < BcryptCost.Least
                ? $"the password hash of {RefusalText.Clip(user.Email)} has cost {cost}; the minimum is {BcryptCost.Least}"
                : $"the password hash of {RefusalText.Clip(user.Email)} has cost {cost}, more than {BcryptCost.Greatest}; "
                    + $"{BcryptCost.Recommended} is recommended");
        }
    }

    private static OAuthError Refuse(RefusalRule rule, string email) => new(rule, received: email);
}
