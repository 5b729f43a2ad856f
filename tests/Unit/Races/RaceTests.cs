using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Attacks;
using Microsoft.Data.Sqlite;

namespace Dex.Tests.Unit.Races;

public sealed class SqliteRaceTests : RaceContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<string> StorageAsync() => Task.FromResult($"type: sqlite3\nconfig: {{file: \"{_folder.File("dex.db")}\"}}");

    protected override Task CleanUpAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgreSqlRaceTests(PostgreSqlFixture postgreSql) : RaceContract
{
    protected override Task<string> StorageAsync() => postgreSql.CreateStorageAsync();

    protected override Task CleanUpAsync()
    {
        PostgreSqlStorage.LetGo();
        return Task.CompletedTask;
    }
}

public sealed class SqliteDeviceRaceTests : DeviceRaceContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<string> StorageAsync() => Task.FromResult($"type: sqlite3\nconfig: {{file: \"{_folder.File("dex.db")}\"}}");

    protected override Task CleanUpAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgreSqlDeviceRaceTests(PostgreSqlFixture postgreSql) : DeviceRaceContract
{
    protected override Task<string> StorageAsync() => postgreSql.CreateStorageAsync();

    protected override Task CleanUpAsync()
    {
        PostgreSqlStorage.LetGo();
        return Task.CompletedTask;
    }
}
