using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence;

/// <summary>
/// The one model; a thin context per provider adds its migrations and what its database needs said. Stores reach it through
/// <see cref="StoreAccess"/>, which opens a context per operation.
/// </summary>
public abstract class DexDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Client> Clients => Set<Client>();

    public DbSet<SecretWindow> SecretWindows => Set<SecretWindow>();

    public DbSet<ConsoleSettingsRow> ConsoleSettings => Set<ConsoleSettingsRow>();

    public DbSet<KeyRingRow> KeyRings => Set<KeyRingRow>();

    public DbSet<LocalUser> LocalUsers => Set<LocalUser>();

    public DbSet<LockOutRow> LockOuts => Set<LockOutRow>();

    public DbSet<SetupLinkRow> SetupLinks => Set<SetupLinkRow>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<TopicRow> Topics => Set<TopicRow>();

    public DbSet<ClientChangeRow> ClientChanges => Set<ClientChangeRow>();

    public DbSet<ActivityHourRow> ActivityHours => Set<ActivityHourRow>();

    public DbSet<SecretUseRow> SecretUses => Set<SecretUseRow>();

    public DbSet<ClientActivityRow> ClientActivity => Set<ClientActivityRow>();

    public DbSet<StorageFactRow> StorageFacts => Set<StorageFactRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AuthorizationRequestRow> AuthorizationRequests => Set<AuthorizationRequestRow>();

    public DbSet<AuthorizationCodeRow> AuthorizationCodes => Set<AuthorizationCodeRow>();

    public DbSet<RevokedTokenRow> RevokedTokens => Set<RevokedTokenRow>();

    public DbSet<IdentityRow> Identities => Set<IdentityRow>();

    public DbSet<ConsentRow> Consents => Set<ConsentRow>();

    public DbSet<RefreshTokenRow> RefreshTokens => Set<RefreshTokenRow>();

    public DbSet<IssuedTokenRow> IssuedTokens => Set<IssuedTokenRow>();

    public DbSet<OfflineSessionRow> OfflineSessions => Set<OfflineSessionRow>();

    public DbSet<DeviceRequestRow> DeviceRequests => Set<DeviceRequestRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DexDbContext).Assembly);
        SnakeCase.ApplyTo(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
    }
}
