using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Identities;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Protocol;
using Dex.Domain.Tokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Provisioning;
using Npgsql;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <summary>A database server that goes away and comes back, seen from a node that runs on.</summary>
public sealed class OutageTests(PostgreSqlFixture postgreSql)
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_store_tells_an_outage_and_works_again_after_it()
    {
        var direct = new NpgsqlConnectionStringBuilder(await postgreSql.CreateDatabaseAsync(Ct));
        await using var wire = new CuttableWire(direct.Port);
        var through = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = wire.Port, Timeout = 2 };
        await using var node = await StorageNode.OpenAsync(new DatabaseSettings { Kind = DatabaseKind.PostgreSql, ConnectionString = through.ConnectionString }, ct: Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("kept"), Sample.Entry(), Ct);
        await node.Get<IClientDirectory>().FindAsync("kept", Ct);
        node.Get<ActivityCounters>().Issued("kept", "client_credentials");

        wire.Cut();

        foreach (var (name, call) in Calls(node))
        {
            var thrown = await Record.ExceptionAsync(call);
            Assert.True(thrown is StorageUnavailableException, $"{name} threw {thrown?.ToString() ?? "nothing"}.");
        }

        Assert.False(await node.Get<ActivityWriter>().FlushAsync(Ct));
        Assert.NotNull(await node.Get<IClientDirectory>().FindAsync("kept", Ct));
        Assert.NotNull(node.Get<IServerPolicySource>().Current);

        wire.Mend();

        Assert.Equal(1, await node.Get<IClientStore>().CountAsync(Ct));
        Assert.True(await node.Get<IClientStore>().AddAsync(Sample.Client("later"), Sample.Entry(), Ct));
        Assert.True(await node.Get<ActivityWriter>().FlushAsync(Ct));
        await node.Get<Dex.Infrastructure.Persistence.Changes.ChangeFeed>().PollAsync();
    }

    [Fact]
    public async Task Connections_that_an_operator_ends_are_told_as_an_outage_once()
    {
        var connectionString = await postgreSql.CreateDatabaseAsync(Ct);
        await using var node = await StorageNode.OpenAsync(new DatabaseSettings { Kind = DatabaseKind.PostgreSql, ConnectionString = connectionString }, ct: Ct);
        await using (var operatorsOwn = new NpgsqlConnection(connectionString + ";Pooling=false"))
        {
            await operatorsOwn.OpenAsync(Ct);
            await using var end = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", operatorsOwn);
            await end.ExecuteNonQueryAsync(Ct);
        }

        await Record.ExceptionAsync(() => node.Get<IClientStore>().CountAsync(Ct));

        Assert.Equal(0, await node.Get<IClientStore>().CountAsync(Ct));
    }

    private static (string Name, Func<Task> Call)[] Calls(StorageNode node) =>
    [
        ("find client", () => node.Get<IClientStore>().FindAsync("kept", Ct)),
        ("add client", () => node.Get<IClientStore>().AddAsync(Sample.Client("new"), Sample.Entry(), Ct)),
        ("list clients", () => node.Get<IClientStore>().ListAsync(new ClientQuery(), Ct)),
        ("stream clients", () => node.Get<IClientStore>().StreamAsync(Ct).GetAsyncEnumerator(Ct).MoveNextAsync().AsTask()),
        ("look up an unknown client", () => node.Get<IClientDirectory>().FindAsync("unknown", Ct).AsTask()),
        ("load settings", () => node.Get<IConsoleSettingsStore>().LoadAsync(Ct)),
        ("save settings", () => node.Get<IConsoleSettingsStore>().SaveAsync(ConsoleSettings.Empty, Sample.Entry(), Ct)),
        ("load keys", () => node.Get<IKeyRingStore>().LoadAsync(Ct)),
        ("replace keys", () => node.Get<IKeyRingStore>().TryReplaceAsync(new KeyRing { Version = 1 }, null, Ct)),
        ("find user", () => node.Get<ILocalUserStore>().FindAsync("a@example.com", Ct)),
        ("begin a sign-in", () => node.Get<ILocalUserStore>().TryBeginAttemptAsync("a@example.com", Sample.Start, Ct)),
        ("list accounts", () => node.Get<ILocalUserStore>().ListAsync(new LocalUserQuery(), Ct)),
        ("find a request", () => node.Get<IAuthorizationRequestStore>().FindAsync("request", Ct)),
        ("end a request", () => node.Get<IAuthorizationRequestStore>().EndAsync("request", "key", null, Ct)),
        ("find a code", () => node.Get<IAuthorizationCodeStore>().FindAsync("hash", Ct)),
        ("redeem a code", () => node.Get<IAuthorizationCodeStore>().TryRedeemAsync("hash", [], null, Ct)),
        ("find a refresh token", () => node.Get<IRefreshTokenStore>().FindAsync("token", Ct)),
        ("take a turn", () => node.Get<IRefreshTokenStore>().TryTakeTurnAsync("token", "hash", "turn", Sample.Start, Ct)),
        ("end a refresh token", () => node.Get<IRefreshTokenStore>().EndAsync("token", null, Ct)),
        ("ask for a revocation", () => node.Get<IRevokedTokens>().IsRevokedAsync("token", Ct).AsTask()),
        ("record a login", () => node.Get<IIdentityStore>().RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct)),
        ("make a setup link", () => node.Get<ISetupLinkStore>().TryCreateAsync("hash", Sample.Start, Sample.Start.AddHours(1), Ct)),
        ("audit", () => node.Get<IAuditLog>().AppendAsync(Sample.Entry(), Ct)),
        ("check health", () => node.Get<IStorageStatus>().CheckAsync(Ct)),
        ("poll", () => node.Get<Dex.Infrastructure.Persistence.Changes.ChangeFeed>().PollAsync()),
    ];
}
