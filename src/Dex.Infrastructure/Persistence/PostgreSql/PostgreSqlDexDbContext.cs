using Dex.Domain.Clients;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dex.Infrastructure.Persistence.PostgreSql;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgreSqlDexDbContext(DbContextOptions<PostgreSqlDexDbContext> options) : DexDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // What lists sort by: in byte order, as clients of the file are sorted into them, whatever the database's locale.
        modelBuilder.Entity<Client>().Property(client => client.Id).UseCollation("C");
        modelBuilder.Entity<Client>().Property<string>(ClientConfiguration.NameKey).UseCollation("C");
        modelBuilder.Entity<LocalUser>().Property(user => user.Email).UseCollation("C");
        modelBuilder.Entity<IdentityRow>().Property(identity => identity.ConnectorId).UseCollation("C");
        modelBuilder.Entity<IdentityRow>().Property(identity => identity.UserId).UseCollation("C");
        modelBuilder.Entity<IdentityRow>().Property(identity => identity.Key).UseCollation("C");
    }
}

/// <summary>For <c>dotnet ef</c>; no database is opened.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlDexDbContext>
{
    public PostgreSqlDexDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlDexDbContext>().UseNpgsql("Host=design").Options);
}
