using Dex.Domain.Activity;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Devices;
using Dex.Domain.Identities;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Housekeeping;
using Dex.Infrastructure.Passwords;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Opening;
using Dex.Infrastructure.Persistence.PostgreSql;
using Dex.Infrastructure.Persistence.Sqlite;
using Dex.Infrastructure.Persistence.SqlServer;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dex.Infrastructure.Persistence;

/// <summary>Registers storage. Start-up then calls <see cref="StorageOpening.OpenStorageAsync"/> once, before anything else is asked.</summary>
public static class PersistenceRegistration
{
    /// <remarks>
    /// The caller registers <see cref="FileSettings"/> and <see cref="ServerCapabilities"/>, and, where there are any,
    /// <see cref="StaticClients"/>, <see cref="StaticUsers"/> and a <c>Func&lt;string, string?&gt;</c> that reads the environment.
    /// </remarks>
    public static IServiceCollection AddDexPersistence(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(StaticClients.None);
        services.TryAddSingleton(StaticUsers.None);
        services.TryAddSingleton<Func<string, string?>>(Environment.GetEnvironmentVariable);
        services.AddDexContext(settings);
        services.AddSingleton<StoreAccess>().AddSingleton<HotQueries>().AddSingleton<KnownVersions>();
        services.AddSingleton(new WriterTurns(oneAtATime: !settings.IsShared));
        services.AddSingleton<AtRestCipher>().AddSingleton<DatabaseMigrator>().AddSingleton<EncryptionSetup>().AddSingleton<StorageOpener>();
        services.AddSingleton<SampleData>();
        services.AddStores();
        services.AddActivity();
        services.AddMetrics().AddSingleton<ExpiredObjects>().AddHostedService<ExpiredObjectCollector>();
        services.AddSingleton<ChangeFeed>().AddSingleton<ISnapshotFreshness>(s => s.GetRequiredService<ChangeFeed>());
        services.AddHostedService<ChangePoller>();
        services.AddSingleton<StorageStatus>().AddSingleton<IStorageStatus>(s => s.GetRequiredService<StorageStatus>());
        services.AddSingleton<IPasswordHasher, BcryptHasher>();
        services.AddDataProtection().SetApplicationName("dex").PersistKeysToDbContext<DexDbContext>();
        services.AddOptions<KeyManagementOptions>().Configure<AtRestCipher>((options, cipher) => options.XmlEncryptor = new AtRestXmlEncryptor(cipher));
        return services;
    }

    private static void AddStores(this IServiceCollection services)
    {
        services.AddSingleton<ClientDirectory>().AddSingleton<IClientDirectory>(s => s.GetRequiredService<ClientDirectory>());
        services.AddSingleton<IChangeListener>(s => s.GetRequiredService<ClientDirectory>());
        services.AddSingleton<ServerPolicySource>().AddSingleton<IServerPolicySource>(s => s.GetRequiredService<ServerPolicySource>());
        services.AddSingleton<IChangeListener>(s => s.GetRequiredService<ServerPolicySource>());
        services.AddSingleton<KeyRingSource>().AddSingleton<IKeyRingSource>(s => s.GetRequiredService<KeyRingSource>());
        services.AddSingleton<IChangeListener>(s => s.GetRequiredService<KeyRingSource>());
        services.AddSingleton<IClientStore, ClientStore>();
        services.AddSingleton<ConsoleSettingsStore>().AddSingleton<IConsoleSettingsStore>(s => s.GetRequiredService<ConsoleSettingsStore>());
        services.AddSingleton<KeyRingStore>().AddSingleton<IKeyRingStore>(s => s.GetRequiredService<KeyRingStore>());
        services.AddSingleton<ILocalUserStore, LocalUserStore>();
        services.AddSingleton<IAdministratorAccounts, AdministratorAccounts>();
        services.AddSingleton<ISetupLinkStore, SetupLinkStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<SealedText>();
        services.AddSingleton<IAuthorizationRequestStore, AuthorizationRequestStore>();
        services.AddSingleton<IAuthorizationCodeStore, AuthorizationCodeStore>();
        services.AddSingleton<IRevokedTokens, RevokedTokens>();
        services.AddSingleton<RefreshTokenWriter>();
        services.AddSingleton<IRefreshTokenStore, RefreshTokenStore>();
        services.AddSingleton<IDeviceRequestStore, DeviceRequestStore>();
        services.AddSingleton<IIdentityStore, IdentityStore>();
        services.AddSingleton<IConsentRevocation, ConsentRevocation>();
    }

    private static void AddActivity(this IServiceCollection services)
    {
        services.AddSingleton<ActivityCounters>();
        services.AddSingleton<IActivityRecorder, ActivityRecorder>();
        services.AddSingleton<ActivityWriter>().AddHostedService(s => s.GetRequiredService<ActivityWriter>());
        services.AddSingleton<IActivityReader, ActivityReader>();
    }

    private static void AddDexContext(this IServiceCollection services, DatabaseSettings settings)
    {
        switch (settings.Kind)
        {
            case DatabaseKind.Sqlite when !SqliteFile.IsMemory(settings.File):
                SqliteFile.Prepare(settings.File);
                var file = ConnectionStrings.Sqlite(settings);
                services.AddContext<SqliteDexDbContext>((_, options) => options.UseSqlite(file).AddInterceptors(SqliteSettings.File));
                break;
            case DatabaseKind.Memory or DatabaseKind.Sqlite:
                services.AddSingleton<MemoryDatabase>();
                services.AddContext<SqliteDexDbContext>((provider, options) =>
                    options.UseSqlite(provider.GetRequiredService<MemoryDatabase>().ConnectionString).AddInterceptors(SqliteSettings.Memory));
                break;
            case DatabaseKind.PostgreSql:
                var postgreSql = ConnectionStrings.PostgreSql(settings);
                services.AddContext<PostgreSqlDexDbContext>((_, options) => options.UseNpgsql(postgreSql));
                break;
            default:
                var sqlServer = ConnectionStrings.SqlServer(settings);
                services.AddContext<SqlServerDexDbContext>((_, options) =>
                    options.UseSqlServer(sqlServer, server => server.UseCompatibilityLevel(SqlServerDexDbContext.CompatibilityLevel)));
                break;
        }
    }

    private static void AddContext<TContext>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TContext : DexDbContext
    {
        services.AddPooledDbContextFactory<TContext>(configure, poolSize: 64);
        services.AddSingleton<IDbContextFactory<DexDbContext>, ContextFactoryAdapter<TContext>>();

        // Data Protection asks for a context of its own.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContext());
    }
}
