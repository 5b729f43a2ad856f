using Dex.Infrastructure.Persistence;

namespace Dex.Tests.Unit.Persistence;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly TestDatabase _database = TestDatabase.SqliteFile();

    private protected override Task<DatabaseSettings> CreateDatabaseAsync() => Task.FromResult(_database.Settings);

    private protected override ValueTask DropDatabaseAsync()
    {
        _database.Dispose();
        return default;
    }
}

public sealed class MemoryStoreTests : StoreContract
{
    private protected override Task<DatabaseSettings> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Memory().Settings);
}
