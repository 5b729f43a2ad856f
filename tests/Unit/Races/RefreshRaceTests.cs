using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Attacks;
using Microsoft.Data.Sqlite;

namespace Dex.Tests.Unit.Races;

public sealed class SqliteRefreshRaceTests : RefreshRaceContract
{
    private readonly TemporaryFolder _folder = new();

    protected override bool IsShared => false;

    protected override Task<string> StorageAsync() => Task.FromResult($"type: sqlite3\nconfig: {{file: \"{_folder.File("dex.db")}\"}}");

    protected override Task CleanUpAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgreSqlRefreshRaceTests(PostgreSqlFixture postgreSql) : RefreshRaceContract
{
    protected override bool IsShared => true;

    protected override Task<string> StorageAsync() => postgreSql.CreateStorageAsync();

    protected override Task CleanUpAsync()
    {
        PostgreSqlStorage.LetGo();
        return Task.CompletedTask;
    }
}
