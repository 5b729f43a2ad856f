using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>storage</c>: which database, and the key that encrypts private keys and upstream secrets in it.</summary>
public sealed record StorageConfiguration
{
    public string Type { get; init; } = "";

    /// <summary>As written; <see cref="Settings"/> is what it means for the type.</summary>
    [Key("config")]
    public YamlNode? RawConfig { get; init; }

    /// <summary>Null when the type is none that is offered.</summary>
    [ShapedByType, Key("config")]
    public StorageSettings? Settings { get; init; }

    /// <summary>Ours. Empty: see <see cref="EncryptionKeyFile"/>, then the file beside an SQLite database.</summary>
    [Secret]
    public string EncryptionKey { get; init; } = "";

    /// <summary>Ours. A file that holds the key.</summary>
    public string EncryptionKeyFile { get; init; } = "";
}

/// <summary>What <c>storage.config</c> holds depends on <c>storage.type</c>.</summary>
public abstract record StorageSettings;

/// <summary><c>memory</c>: nothing outlives the process.</summary>
public sealed record MemoryStorageSettings : StorageSettings;

/// <summary><c>sqlite3</c>.</summary>
public sealed record SqliteStorageSettings : StorageSettings
{
    /// <summary>A path, <c>:memory:</c>, or a <c>file:</c> URI.</summary>
    public string File { get; init; } = "";
}

/// <summary>The keys that dex knows for a database server.</summary>
public abstract record ServerStorageSettings : StorageSettings
{
    public string Database { get; init; } = "";

    public string User { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";

    /// <summary>A host, <c>host:port</c>, or for PostgreSQL the directory of a socket.</summary>
    public string Host { get; init; } = "";

    /// <summary>Zero is the driver's default; ignored when the host names a port.</summary>
    public int Port { get; init; }

    /// <summary>Seconds; zero is no limit.</summary>
    public int ConnectionTimeout { get; init; }

    public int MaxOpenConns { get; init; } = 5;

    public int MaxIdleConns { get; init; } = 5;

    /// <summary>Seconds; zero is no limit.</summary>
    public int ConnMaxLifetime { get; init; }

    public StorageTlsSettings Ssl { get; init; } = new();
}

/// <summary><c>postgres</c>.</summary>
public sealed record PostgresStorageSettings : ServerStorageSettings;

/// <summary><c>sqlserver</c>, ours: the keys of <c>postgres</c>, or one connection string.</summary>
public sealed record SqlServerStorageSettings : ServerStorageSettings
{
    [Secret]
    public string ConnectionString { get; init; } = "";
}

/// <summary><c>storage.config.ssl</c>.</summary>
public sealed record StorageTlsSettings
{
    /// <summary>What <see cref="Mode"/> may say, weakest first.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["disable", "require", "verify-ca", "verify-full"];

    public string Mode { get; init; } = "verify-full";

    public string CaFile { get; init; } = "";

    public string CertFile { get; init; } = "";

    public string KeyFile { get; init; } = "";
}
