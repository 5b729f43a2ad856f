using Dex.Domain.Audit;

namespace Dex.Domain.Users;

/// <summary>The password database. Accounts of the configuration file win over stored ones with the same address.</summary>
public interface ILocalUserStore
{
    /// <summary>The address is compared in lower case (invariant). Null when absent.</summary>
    Task<LocalUser?> FindAsync(string email, CancellationToken ct);

    /// <summary>False when an account with this address exists.</summary>
    Task<bool> AddAsync(LocalUser user, AuditEntry entry, CancellationToken ct);

    /// <summary>Stores <paramref name="user"/>, whose version must be one above the stored one. False when it is not, or the account is gone or of the file.</summary>
    Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct);

    /// <summary>False when absent, of another version, or of the file.</summary>
    Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct);

    /// <summary>Stored accounts and those of the file, by address.</summary>
    Task<LocalUserPage> ListAsync(LocalUserQuery query, CancellationToken ct);

    /// <summary>Failed sign-ins of one address that still count; null when there are none.</summary>
    Task<LockOut?> FindLockOutAsync(string email, CancellationToken ct);

    /// <summary>True when any stored account may administer.</summary>
    Task<bool> AnyAdministratorAsync(CancellationToken ct);

    /// <summary>
    /// Counts an attempt as failed before it is tried, so that parallel attempts on any nodes cannot outrun the lock; a success clears it.
    /// Any address is counted, whether or not an account has it: a lock that only accounts have would tell which exist. Null when the
    /// attempt may go on; else the lock that stands in its way, and then nothing is counted.
    /// </summary>
    Task<LockOut?> TryBeginAttemptAsync(string email, DateTimeOffset now, CancellationToken ct);

    Task ClearFailuresAsync(string email, CancellationToken ct);
}

/// <summary>What the console's list of accounts asks for.</summary>
public sealed record LocalUserQuery
{
    /// <summary>Part of address, name, user name or user id, without regard to case; empty: all.</summary>
    public string Search { get; init; } = "";

    /// <summary>Locked accounts alone, or those that are not; null: all.</summary>
    public bool? IsLocked { get; init; }

    public int Offset { get; init; }

    public int Count { get; init; } = 25;
}

/// <summary>One page of accounts.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record LocalUserPage(IReadOnlyList<LocalUser> Items, int Total);

/// <summary>The one-time link that makes the first administrator; one per database, kept as a hash.</summary>
public interface ISetupLinkStore
{
    /// <summary>Stores the hash unless a live one exists. False when another node made the link first.</summary>
    Task<bool> TryCreateAsync(string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>True when this hash is the live link.</summary>
    Task<bool> IsLiveAsync(string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Uses the link up and makes the account, in one transaction. False when the link was not live or the account exists.</summary>
    Task<bool> RedeemAsync(string tokenHash, DateTimeOffset now, LocalUser administrator, AuditEntry entry, CancellationToken ct);
}

/// <summary>bcrypt, run with bounded concurrency so that sign-ins cannot starve <c>/token</c>.</summary>
public interface IPasswordHasher
{
    Task<string> HashAsync(string password, CancellationToken ct);

    /// <summary>False for a wrong password, a malformed hash, or a cost outside 10 to 16. A null hash costs the same and is false.</summary>
    Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct);
}
