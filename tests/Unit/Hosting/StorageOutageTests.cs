using Dex.Tests.Provisioning;
using Npgsql;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

public sealed class StorageOutageTests(PostgreSqlFixture postgreSql)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_database_gone_tokens_wait_keys_and_discovery_answer_and_everything_recovers_by_itself()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgreSql.CreateDatabaseAsync(Ct));
        using var line = new CuttableProxy(database.Port);
        line.Restore();
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            Storage = $"type: postgres\nconfig: {{host: 127.0.0.1, port: {line.Port}, user: dex, database: {database.Database}, ssl: {{mode: disable}}}}",
        });
        await UntilAsync(dex, 200);

        var token = await dex.AccessTokenAsync(StandardClients.Batch);
        line.Cut();
        await UntilAsync(dex, 503);
        using var gone = await dex.TokenAsync(StandardClients.Batch);
        using var revocation = await dex.PostAsync("/token/revoke", [("token", token)], DexServer.Basic("batch", "batch-secret"));
        using var keys = await dex.GetAsync("/keys");
        using var discovery = await dex.GetAsync("/.well-known/openid-configuration");

        Assert.Equal((503, "temporarily_unavailable"), await gone.ReadRefusalAsync());
        Assert.NotNull(gone.Header("Retry-After"));

        // RFC 7009 section 2.2.1: then the client knows that the token still exists.
        Assert.Equal((503, "temporarily_unavailable"), await revocation.ReadRefusalAsync());
        Assert.NotNull(revocation.Header("Retry-After"));
        Assert.Equal("server.storage_unavailable", dex.RefusalOf(gone).Rule.Id);
        Assert.Equal((200, 200), ((int)keys.StatusCode, (int)discovery.StatusCode));

        line.Restore();
        await UntilAsync(dex, 200);
    }

    private static Task UntilAsync(DexServer dex, int status)
    {
        var last = 0;
        return Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await dex.TokenAsync(StandardClients.Batch);
                return (last = (int)answer.StatusCode) == status;
            },
            Limit, () => $"The token endpoint answered {last}, not {status}.", Ct);
    }
}
