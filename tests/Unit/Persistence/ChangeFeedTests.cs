using Dex.Domain.Clients;
using Dex.Domain.Flags;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Tests.Provisioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <summary>Two nodes share a database; each keeps clients, settings and keys in memory.</summary>
public sealed class ChangeFeedTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestDatabase _database = TestDatabase.SqliteFile();
    private StorageNode _here = null!;
    private StorageNode _there = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _here = await StorageNode.OpenAsync(_database.Settings, ct: Ct);
        _there = await StorageNode.OpenAsync(_database.Settings, ct: Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task A_change_on_one_node_shows_on_the_other_within_a_second()
    {
        await _there.StartAsync(Ct);
        var directory = _there.Get<IClientDirectory>();
        Assert.Null(await directory.FindAsync("app", Ct));
        var told = new List<string?>();
        directory.Changed += told.Add;

        await _here.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        await SwitchFlagAsync(_here);
        await _here.Get<IKeyRingStore>().TryReplaceAsync(new KeyRing { Version = 1, Signing = Sample.Key("k", [1, 2, 3]) }, null, Ct);

        await Eventually.HoldsAsync(
            async () => await directory.FindAsync("app", Ct) is not null
                && _there.Get<IServerPolicySource>().Current.Console.Version == 1
                && _there.Get<IKeyRingSource>().Current.Signing?.Public.Id == "k",
            TimeSpan.FromSeconds(5), () => "The other node did not follow.", Ct);
        Assert.Equal(["app"], told);
    }

    [Fact]
    public async Task A_change_shows_at_once_on_the_node_that_made_it()
    {
        var directory = _here.Get<IClientDirectory>();
        var store = _here.Get<IClientStore>();
        var told = new List<string?>();
        directory.Changed += told.Add;
        var policies = 0;
        _here.Get<IServerPolicySource>().Changed += () => policies++;
        Assert.Null(await directory.FindAsync("app", Ct));

        await store.AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        Assert.True((await directory.FindAsync("app", Ct))!.Enabled);
        await store.UpdateAsync(Sample.Client("app") with { Version = 2, Enabled = false }, Sample.Entry(), Ct);
        Assert.False((await directory.FindAsync("app", Ct))!.Enabled);
        await store.DeleteAsync("app", 2, Sample.Entry(), Ct);
        Assert.Null(await directory.FindAsync("app", Ct));
        await SwitchFlagAsync(_here);

        Assert.Equal(["app", "app", "app"], told);
        Assert.Equal(1, policies);
        Assert.True(_here.Get<IServerPolicySource>().Current.Flag(FeatureFlags.ClientCredentialGrantEnabledByDefault).IsOn);
        Assert.Equal(["client_credentials"], _here.Get<IServerPolicySource>().Current.ServedGrantTypes);
    }

    [Fact]
    public async Task Fresh_caches_are_not_asked_about_again_and_stale_ones_are()
    {
        var clock = new FakeTimeProvider(Sample.Start);
        await using var node = await StorageNode.OpenAsync(_database.Settings, clock, ct: Ct);
        var freshness = node.Get<ISnapshotFreshness>();
        var directory = node.Get<IClientDirectory>();
        Assert.Null(await directory.FindAsync("app", Ct));
        await _here.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);

        clock.Advance(Second - TimeSpan.FromMilliseconds(1));
        await freshness.EnsureAsync(Ct);
        Assert.Null(await directory.FindAsync("app", Ct));

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await freshness.EnsureAsync(Ct);
        Assert.NotNull(await directory.FindAsync("app", Ct));
    }

    [Fact]
    public async Task A_node_that_missed_more_than_is_kept_forgets_everything()
    {
        var directory = _there.Get<IClientDirectory>();
        await _here.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        await _there.Get<ChangeFeed>().PollAsync();
        Assert.NotNull(await directory.FindAsync("app", Ct));
        var told = new List<string?>();
        directory.Changed += told.Add;
        await _here.Get<IClientStore>().DeleteAsync("app", 1, Sample.Entry(), Ct);
        await using (var db = await _here.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct))
        {
            await db.ClientChanges.ExecuteDeleteAsync(Ct);
        }

        await _there.Get<ChangeFeed>().PollAsync();

        Assert.Null(await directory.FindAsync("app", Ct));
        Assert.Equal([null], told);
    }

    [Fact]
    public async Task Only_so_many_announcements_are_kept()
    {
        var store = _here.Get<IClientStore>();
        await store.AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        for (var version = 2; version <= 530; version++)
        {
            Assert.True(await store.UpdateAsync(Sample.Client("app") with { Version = version }, Sample.Entry(), Ct));
        }

        await using var db = await _here.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(512, await db.ClientChanges.CountAsync(Ct));
    }

    private static Task<ConsoleSettings?> SwitchFlagAsync(StorageNode node) => node.Get<IConsoleSettingsStore>().SaveAsync(
        SettingsAdministration.SwitchFlag(ConsoleSettings.Empty, FeatureFlags.ClientCredentialGrantEnabledByDefault, true, "me", Sample.Start),
        Sample.Entry(), Ct);
}
