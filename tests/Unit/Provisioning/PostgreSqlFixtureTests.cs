using Dex.Tests.Provisioning;
using Npgsql;
using Xunit;

namespace Dex.Tests.Unit.Provisioning;

public sealed class PostgreSqlFixtureTests(PostgreSqlFixture postgreSql)
{
    private static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_database_is_new_and_empty()
    {
        var first = await postgreSql.CreateDatabaseAsync(Cancelled);
        var second = await postgreSql.CreateDatabaseAsync(Cancelled);

        Assert.NotEqual(first, second);
        Assert.Equal(0, await CountTablesAsync(first));
        Assert.Equal(0, await CountTablesAsync(second));
    }

    private static async Task<long> CountTablesAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancelled);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'", connection);
        return (long)(await count.ExecuteScalarAsync(Cancelled))!;
    }
}
