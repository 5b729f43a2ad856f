using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Dex.Tests.Unit.Persistence;

/// <summary>The contract on the SQL Server that <c>DEX_TEST_SQLSERVER</c> names; every test makes a database there and drops it.</summary>
public sealed class SqlServerStoreTests : StoreContract
{
    private const string Variable = "DEX_TEST_SQLSERVER";

    internal static bool IsOffered => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    private protected override Task<DatabaseSettings> CreateDatabaseAsync()
    {
        var builder = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { InitialCatalog = $"dex_{Guid.NewGuid():N}" };
        return Task.FromResult(new DatabaseSettings { Kind = DatabaseKind.SqlServer, ConnectionString = builder.ToString() });
    }

    private protected override async ValueTask DropDatabaseAsync()
    {
        await using var db = new SqlServerDexDbContext(
            new DbContextOptionsBuilder<SqlServerDexDbContext>().UseSqlServer(Settings.ConnectionString).Options);
        await db.Database.EnsureDeletedAsync(CancellationToken.None);
    }
}
