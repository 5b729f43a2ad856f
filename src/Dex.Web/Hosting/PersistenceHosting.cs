using Dex.Domain.Clients;
using Dex.Domain.Overview;
using Dex.Domain.Policies;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Conversion;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Stores;

namespace Dex.Web.Hosting;

/// <summary>The section <c>storage</c> and the static objects of the file, as persistence takes them.</summary>
internal static class PersistenceHosting
{
    private const string KeyVariable = "DEX_STORAGE_ENCRYPTION_KEY";

    public static IServiceCollection AddPersistence(
        this IServiceCollection services, DexConfiguration configuration, ConfigurationEnvironment environment, SecretVerifier verifier)
    {
        var settings = SettingsOf(configuration.Storage!, environment);
        return services
            .AddSingleton(new StaticClients(StaticClientConversion.ToClients(configuration, environment, verifier)))
            .AddSingleton(new StaticUsers(StaticUserConversion.ToUsers(configuration, environment)))
            .AddSingleton<IFindingSource>(provider => new PkceFindings(
                provider.GetRequiredService<StaticClients>().All, provider.GetRequiredService<IServerPolicySource>()))
            .AddSingleton<Func<string, string?>>(environment.Variables.GetValueOrDefault)
            .AddDexPersistence(settings)
            .AddSingleton(new StorageName(WordsOf(settings.Kind)))
            .AddSingleton<StorageHealth>()
            .AddSingleton<IStorageHealth>(provider => provider.GetRequiredService<StorageHealth>())
            .AddHostedService(provider => provider.GetRequiredService<StorageHealth>());
    }

    private static DatabaseSettings SettingsOf(StorageConfiguration storage, ConfigurationEnvironment environment)
    {
        var fromVariable = environment[KeyVariable];
        var settings = storage.Settings switch
        {
            SqliteStorageSettings sqlite => new DatabaseSettings { Kind = DatabaseKind.Sqlite, File = sqlite.File },
            PostgresStorageSettings postgres => Server(DatabaseKind.PostgreSql, postgres),
            SqlServerStorageSettings sqlServer =>
                Server(DatabaseKind.SqlServer, sqlServer) with { ConnectionString = sqlServer.ConnectionString },
            _ => new DatabaseSettings { Kind = DatabaseKind.Memory },
        };
        return settings with
        {
            EncryptionKey = fromVariable.Length > 0 ? fromVariable : storage.EncryptionKey,
            EncryptionKeySetting = fromVariable.Length > 0 ? KeyVariable : "storage.encryptionKey",
            EncryptionKeyFile = storage.EncryptionKeyFile,
        };
    }

    private static DatabaseSettings Server(DatabaseKind kind, ServerStorageSettings server) => new()
    {
        Kind = kind,
        Host = server.Host,
        Port = server.Port,
        Database = server.Database,
        User = server.User,
        Password = server.Password,
        ConnectionTimeout = server.ConnectionTimeout,
        MaxOpenConns = server.MaxOpenConns,
        MaxIdleConns = server.MaxIdleConns,
        ConnMaxLifetime = server.ConnMaxLifetime,
        TlsMode = server.Ssl.Mode,
        CaFile = server.Ssl.CaFile,
        CertFile = server.Ssl.CertFile,
        KeyFile = server.Ssl.KeyFile,
    };

    private static string WordsOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Memory => "Memory",
        DatabaseKind.Sqlite => "SQLite",
        DatabaseKind.PostgreSql => "PostgreSQL",
        _ => "SQL Server",
    };
}
