namespace Dex.Infrastructure.Persistence;

/// <summary>Which database, how it is reached, and the key that seals secrets in it.</summary>
public sealed record DatabaseSettings
{
    public required DatabaseKind Kind { get; init; }

    /// <summary>SQLite: a path, or a <c>file:</c> URI.</summary>
    public string File { get; init; } = "";

    /// <summary>A host, <c>host:port</c>, or for PostgreSQL the directory of a socket.</summary>
    public string Host { get; init; } = "";

    /// <summary>Zero is the driver's default; ignored when the host names a port.</summary>
    public int Port { get; init; }

    public string Database { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Seconds; zero is the driver's default.</summary>
    public int ConnectionTimeout { get; init; }

    public int MaxOpenConns { get; init; } = 5;

    public int MaxIdleConns { get; init; } = 5;

    /// <summary>Seconds; zero is no limit.</summary>
    public int ConnMaxLifetime { get; init; }

    /// <summary><c>disable</c>, <c>require</c>, <c>verify-ca</c> or <c>verify-full</c>.</summary>
    public string TlsMode { get; init; } = "verify-full";

    public string CaFile { get; init; } = "";

    public string CertFile { get; init; } = "";

    public string KeyFile { get; init; } = "";

    /// <summary>In place of host, database and the rest; empty: these apply.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary><c>DEX_STORAGE_ENCRYPTION_KEY</c> or <c>storage.encryptionKey</c>; empty: see <see cref="EncryptionKeyFile"/>.</summary>
    public string EncryptionKey { get; init; } = "";

    /// <summary><c>storage.encryptionKeyFile</c>; empty: a file beside an SQLite database, else none.</summary>
    public string EncryptionKeyFile { get; init; } = "";

    /// <summary>The name of the setting that gave <see cref="EncryptionKey"/>, for error texts.</summary>
    public string EncryptionKeySetting { get; init; } = "storage.encryptionKey";

    /// <summary>True when several nodes can reach it.</summary>
    public bool IsShared => Kind is DatabaseKind.PostgreSql or DatabaseKind.SqlServer;

    /// <summary>For people; never a password.</summary>
    public override string ToString() => Kind switch
    {
        DatabaseKind.Memory => "memory",
        DatabaseKind.Sqlite => $"SQLite {File}",
        DatabaseKind.PostgreSql => $"PostgreSQL {Host} {Database}".TrimEnd(),
        _ => $"SQL Server {Host} {Database}".TrimEnd(),
    };
}

/// <summary>dex's <c>storage.type</c> in our words.</summary>
public enum DatabaseKind
{
    Memory,
    Sqlite,
    PostgreSql,
    SqlServer,
}
