using Dex.Tests.Provisioning;

namespace Dex.Tests.Unit.Attacks;

public sealed class SqliteMalformedSignInTests : MalformedSignInContract
{
    protected override Task<string> StorageAsync() => Task.FromResult("type: memory");
}

public sealed class PostgreSqlMalformedSignInTests(PostgreSqlFixture postgreSql) : MalformedSignInContract
{
    protected override Task<string> StorageAsync() => postgreSql.CreateStorageAsync();
}
