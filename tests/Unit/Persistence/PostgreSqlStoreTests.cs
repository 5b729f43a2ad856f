using Dex.Infrastructure.Persistence;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Attacks;

namespace Dex.Tests.Unit.Persistence;

public sealed class PostgreSqlStoreTests(PostgreSqlFixture postgreSql) : StoreContract
{
    private protected override async Task<DatabaseSettings> CreateDatabaseAsync() => new()
    {
        Kind = DatabaseKind.PostgreSql,
        ConnectionString = await postgreSql.CreateDatabaseAsync(Ct) + ";Maximum Pool Size=10",
    };

    private protected override ValueTask DropDatabaseAsync()
    {
        PostgreSqlStorage.LetGo();
        return default;
    }
}
