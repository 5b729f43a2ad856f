using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dex.Infrastructure.Persistence.Sqlite;

/// <summary>The model on SQLite, which compares text byte by byte of itself.</summary>
public sealed class SqliteDexDbContext(DbContextOptions<SqliteDexDbContext> options) : DexDbContext(options);

/// <summary>For <c>dotnet ef</c>; no database is opened.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteDexDbContext>
{
    public SqliteDexDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDexDbContext>().UseSqlite("Data Source=design.db").Options);
}
