namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>The key of tables that hold one row.</summary>
internal static class SingleRow
{
    public const int Id = 1;
}

/// <summary>The console's settings as JSON.</summary>
public sealed class ConsoleSettingsRow
{
    public int Id { get; init; } = SingleRow.Id;

    public long Version { get; init; }

    public required string Json { get; init; }
}

/// <summary>The key ring: public halves as JSON, the private key sealed.</summary>
public sealed class KeyRingRow
{
    public int Id { get; init; } = SingleRow.Id;

    public long Version { get; init; }

    public required string Json { get; init; }

    /// <summary>An envelope of <see cref="Encryption.AtRestCipher"/>; empty while there is no signing key.</summary>
    public required byte[] PrivateKey { get; init; }
}

/// <summary>The link that makes the first administrator.</summary>
public sealed class SetupLinkRow
{
    public int Id { get; init; } = SingleRow.Id;

    public required string TokenHash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>Something that is true of the database as a whole, by name.</summary>
public sealed class StorageFactRow
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}

/// <summary>Failed sign-ins of one account.</summary>
public sealed class LockOutRow
{
    public required string Email { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset LastFailureAt { get; init; }
}
