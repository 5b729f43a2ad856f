using System.Collections.Immutable;

namespace Dex.Domain.Users;

/// <summary>A record of the password database (dex's <c>staticPasswords</c>, or stored).</summary>
public sealed record LocalUser
{
    /// <summary>Key, lower case (invariant).</summary>
    public required string Email { get; init; }

    /// <summary>A bcrypt string.</summary>
    public required string PasswordHash { get; init; }

    public string Username { get; init; } = "";

    /// <summary>Display name; empty falls back to <see cref="Username"/>.</summary>
    public string Name { get; init; } = "";

    public string PreferredUsername { get; init; } = "";

    /// <summary>Absent counts as verified, as in dex.</summary>
    public bool EmailVerified { get; init; } = true;

    public string UserId { get; init; } = "";

    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>True for accounts that may administer whatever the file says: the sample account and the first administrator.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>True when the embedded default made it.</summary>
    public bool IsSample { get; init; }

    /// <summary>True when the configuration file states it, so that nothing here can change it.</summary>
    public bool IsFromFile { get; init; }

    /// <summary>Changes whenever the password does; sessions that carry another value end.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>True when an administrator closed the account: nobody signs in with it until it is opened again.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Raised by one with every save; one at creation, zero for accounts of the file.</summary>
    public long Version { get; init; }

    public string DisplayName => Name.Length > 0 ? Name : Username.Length > 0 ? Username : Email;
}

/// <summary>Failed sign-ins with one address, kept in the database so that every node counts the same.</summary>
/// <param name="Failures">Consecutive failures since the last success.</param>
/// <param name="LockedUntil">A sign-in before that instant is refused; null when not locked.</param>
public sealed record LockOut(int Failures, DateTimeOffset? LockedUntil)
{
    public static LockOut None { get; } = new(0, null);

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>Failures this old no longer count, so that a stranger cannot keep an account locked with an attempt now and then.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromHours(1);

    /// <summary>Five failures lock for a minute, and each further one twice as long, an hour at most.</summary>
    public LockOut AfterFailure(DateTimeOffset now)
    {
        var failures = Failures + 1;
        if (failures < 5)
        {
            return new LockOut(failures, null);
        }

        var minutes = Math.Min(60, Math.Pow(2, Math.Min(failures - 5, 6)));
        return new LockOut(failures, now.AddMinutes(minutes));
    }
}
