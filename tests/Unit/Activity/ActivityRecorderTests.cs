using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Unit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Activity;

public sealed class ActivityRecorderTests
{
    private const string Grant = GrantTypes.ClientCredentials;

    private readonly FakeTimeProvider _clock = new(Sample.Start);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trial_moves_nothing_that_people_read()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, _clock, ct: Ct);
        using var trial = new TrialSecrets(_clock).Begin("app");

        node.Get<IActivityRecorder>().Issued(new AuthenticatedClient(Sample.Client("app"), null, trial), Grant, "");
        await node.Get<ActivityWriter>().FlushAsync(Ct);

        Assert.Empty(await node.Get<IActivityReader>().ClientsAsync(["app"], Sample.Start, Ct));
        Assert.Empty(await node.Get<IActivityReader>().HoursAsync(new ActivityFilter(), Sample.Start, Ct));
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(1, (await db.ActivityHours.SingleAsync(Ct)).Trials);
    }

    [Fact]
    public async Task A_device_that_waits_for_its_person_is_refused_in_no_statistics()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, _clock, ct: Ct);
        var recorder = node.Get<IActivityRecorder>();
        recorder.Refused(new OAuthError(DeviceRules.Pending) { ClientId = "tv", ClientIsKnown = true, GrantType = GrantTypes.DeviceCode }, "");
        Assert.Empty(await node.Get<IActivityReader>().ClientsAsync(["tv"], Sample.Start, Ct));

        recorder.Refused(new OAuthError(DeviceRules.SlowDown) { ClientId = "tv", ClientIsKnown = true, GrantType = GrantTypes.DeviceCode }, "");

        Assert.Equal(1, Assert.Single(await node.Get<IActivityReader>().ClientsAsync(["tv"], Sample.Start, Ct)).Value.Refused);
    }

    [Fact]
    public async Task Addresses_beyond_the_limit_count_as_other()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, _clock, ct: Ct);
        var caller = new AuthenticatedClient(Sample.Client("app"), Sample.Secret("x"), null);
        for (var i = 0; i < 40; i++)
        {
            node.Get<IActivityRecorder>().Issued(caller, Grant, $"10.0.0.{i}");
            node.Get<IActivityRecorder>().Issued(caller, Grant, "10.0.0.0");
        }

        var uses = await node.Get<IActivityReader>().SecretUsesAsync("app", Sample.Start, Ct);

        Assert.Equal(ActivityCounters.AddressesPerSecret + 1, uses.Count);
        Assert.Equal(80, uses.Sum(use => use.Count));
        Assert.Equal(24, uses.Single(use => use.Address == ActivityCounters.OtherAddress).Count);
        Assert.Equal(41, uses.Single(use => use.Address == "10.0.0.0").Count);
    }

    [Fact]
    public void The_number_of_counters_is_bounded()
    {
        var counters = new ActivityCounters(_clock);
        for (var i = 0; i < ActivityCounters.Capacity + 500; i++)
        {
            counters.Issued($"client {i}", Grant);
            counters.Used($"client {i}", "secret", "10.0.0.1");
        }

        Assert.InRange(counters.Outcomes.Count(), 1, ActivityCounters.Capacity + 1);
        Assert.InRange(counters.Uses.Count(), 1, ActivityCounters.Capacity + 500);
        Assert.Equal(ActivityCounters.Capacity + 500, counters.Outcomes.Sum(one => one.Value.Read().Issued));
    }

    [Fact]
    public void Counting_again_takes_no_memory()
    {
        var counters = new ActivityCounters(TimeProvider.System);
        var recorder = new ActivityRecorder(counters);
        var caller = new AuthenticatedClient(Sample.Client("app"), Sample.Secret("x"), null);
        for (var i = 0; i < 100; i++)
        {
            recorder.Issued(caller, Grant, "10.0.0.1");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            recorder.Issued(caller, Grant, "10.0.0.1");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_database_is_away_nor_at_an_orderly_stop()
    {
        using var database = TestDatabase.SqliteFile();
        await using (var node = await StorageNode.OpenAsync(database.Settings, _clock, ct: Ct))
        {
            await node.StartAsync(Ct);
            var counters = node.Get<ActivityCounters>();
            counters.Issued("app", Grant);
            counters.Refused("", "", RefusalRules.ClientUnknown.Id);
            await using (var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct))
            {
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE dex_activity_hours RENAME TO elsewhere", Ct);
                Assert.False(await node.Get<ActivityWriter>().FlushAsync(Ct));
                counters.Issued("app", Grant);
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE elsewhere RENAME TO dex_activity_hours", Ct);
            }

            await node.StopAsync(Ct);
        }

        await using var next = await StorageNode.OpenAsync(database.Settings, _clock, ct: Ct);
        var hours = await next.Get<IActivityReader>().HoursAsync(new ActivityFilter(), Sample.Start, Ct);
        Assert.Equal(2, hours.Sum(hour => hour.Issued));
        Assert.Equal(1, hours.Sum(hour => hour.Refused));
    }

    [Fact]
    public async Task Two_nodes_add_up()
    {
        using var database = TestDatabase.SqliteFile();
        await using var here = await StorageNode.OpenAsync(database.Settings, _clock, ct: Ct);
        await using var there = await StorageNode.OpenAsync(database.Settings, _clock, ct: Ct);
        here.Get<ActivityCounters>().Issued("app", Grant);
        there.Get<ActivityCounters>().Issued("app", Grant);
        await here.Get<ActivityWriter>().FlushAsync(Ct);
        await there.Get<ActivityWriter>().FlushAsync(Ct);
        here.Get<ActivityCounters>().Issued("app", Grant);

        Assert.Equal(3, (await here.Get<IActivityReader>().ClientsAsync(["app"], Sample.Start, Ct))["app"].Issued);
        Assert.Equal(2, (await there.Get<IActivityReader>().ClientsAsync(["app"], Sample.Start, Ct))["app"].Issued);
    }
}
