using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dex.Infrastructure.Persistence.SqlServer;

/// <summary>The model on SQL Server, where texts would compare without case if nobody said otherwise: client <c>App</c> is not <c>app</c>.</summary>
public sealed class SqlServerDexDbContext(DbContextOptions<SqlServerDexDbContext> options) : DexDbContext(options)
{
    public const string Collation = "Latin1_General_100_BIN2";

    /// <summary>SQL Server 2019.</summary>
    public const int CompatibilityLevel = 150;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string))
            {
                property.SetCollation(Collation);
            }
        }
    }
}

/// <summary>For <c>dotnet ef</c>; no database is opened.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerDexDbContext>
{
    public SqlServerDexDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerDexDbContext>()
            .UseSqlServer("Server=design", options => options.UseCompatibilityLevel(SqlServerDexDbContext.CompatibilityLevel)).Options);
}
