using System.Globalization;
using Dex.Tests.Provisioning;
using Npgsql;

namespace Dex.Tests.Unit.Attacks;

/// <summary>A new PostgreSQL database as the section <c>storage</c> names it.</summary>
internal static class PostgreSqlStorage
{
    public static async Task<string> CreateStorageAsync(this PostgreSqlFixture postgreSql)
    {
        var database = new NpgsqlConnectionStringBuilder(await postgreSql.CreateDatabaseAsync(Xunit.TestContext.Current.CancellationToken));
        var port = database.Port.ToString(CultureInfo.InvariantCulture);
        return $"type: postgres\nconfig: {{host: 127.0.0.1, port: {port}, user: dex, database: {database.Database}, maxOpenConns: 10, ssl: {{mode: disable}}}}";
    }

    /// <summary>Closes what pools of stopped servers hold for minutes, before the database server has no place left for other tests.</summary>
    public static void LetGo() => NpgsqlConnection.ClearAllPools();
}
