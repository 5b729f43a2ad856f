using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>What was counted, in the database and in memory.</content>
public abstract partial class StoreContract
{
    private const string Grant = GrantTypes.ClientCredentials;

    [DatabaseFact]
    public async Task Counts_are_the_same_before_and_after_they_are_written()
    {
        var node = await OpenAsync();
        var reader = node.Get<IActivityReader>();
        var recorder = node.Get<IActivityRecorder>();
        var caller = new AuthenticatedClient(Sample.Client("app"), Sample.Secret("x"), null);
        recorder.Issued(caller, Grant, "10.0.0.1");
        recorder.Issued(caller, Grant, "10.0.0.2");
        Clock.Advance(TimeSpan.FromMinutes(5));
        recorder.Refused(Refusal("app", isKnown: true), "10.0.0.3");
        recorder.Refused(Refusal("a stranger's text", isKnown: false), "10.0.0.3");
        var before = await AnswersAsync(reader);

        Assert.True(await node.Get<ActivityWriter>().FlushAsync(Ct));
        var after = await AnswersAsync(reader);

        Assert.Equal(before, after);
        var app = (await reader.ClientsAsync(["app", "idle"], Sample.Start, Ct))["app"];
        Assert.Equal(new ClientActivity("app", Sample.Start, Sample.Start.AddMinutes(5), RefusalRules.ClientSecretMismatch.Id, 2, 1), app);
        Assert.Equal([("client.secret_mismatch", "", 1L), ("client.secret_mismatch", "app", 1L)],
            (await reader.RefusalsAsync(new ActivityFilter(), Sample.Start, Ct)).Select(one => (one.Rule, one.ClientId, one.Count)).Order());
        Assert.Equal(["10.0.0.1", "10.0.0.2"], (await reader.SecretUsesAsync("app", Sample.Start, Ct)).Select(use => use.Address).Order());
        Assert.Equal(2, (await reader.IssuedByClientAsync(Grant, Sample.Start, Ct))["app"]);
    }

    [DatabaseFact]
    public async Task Rows_of_the_same_hour_are_added_to_also_by_many_at_once()
    {
        var node = await OpenAsync();
        var counters = Enumerable.Range(0, 8).Select(_ => new ActivityCounters(Clock)).ToArray();
        await Task.WhenAll(counters.Select(own => Task.Run(
            async () =>
            {
                var writer = WriterOf(node, own);
                for (var round = 0; round < 5; round++)
                {
                    own.Issued("app", Grant);
                    own.Used("app", "s-x", "10.0.0.1");
                    own.Refused("app", Grant, "scope.unknown");
                    Assert.True(await writer.FlushAsync(Ct));
                }
            },
            Ct)));

        var reader = node.Get<IActivityReader>();
        Assert.Equal([new HourCount(ActivityCounters.HourOf(Sample.Start), Grant, 40, 40)], await reader.HoursAsync(new ActivityFilter(), Sample.Start, Ct));
        Assert.Equal(40, Assert.Single(await reader.SecretUsesAsync("app", Sample.Start, Ct)).Count);
    }

    [DatabaseFact]
    public async Task Hours_are_told_apart_and_filtered()
    {
        var node = await OpenAsync();
        var recorder = node.Get<IActivityRecorder>();
        for (var hour = 0; hour < 4; hour++)
        {
            recorder.Issued(new AuthenticatedClient(Sample.Client(hour % 2 == 0 ? "even" : "odd"), null, null), Grant, "");
            await node.Get<ActivityWriter>().FlushAsync(Ct);
            Clock.Advance(TimeSpan.FromHours(1));
        }

        var reader = node.Get<IActivityReader>();
        var first = ActivityCounters.HourOf(Sample.Start);
        Assert.Equal([first.AddHours(1), first.AddHours(3)],
            (await reader.HoursAsync(new ActivityFilter("odd"), Sample.Start, Ct)).Select(count => count.Hour));
        Assert.Equal([first.AddHours(2), first.AddHours(3)],
            (await reader.HoursAsync(new ActivityFilter(GrantType: Grant), Sample.Start.AddHours(2), Ct)).Select(count => count.Hour));
        Assert.Empty(await reader.HoursAsync(new ActivityFilter(GrantType: "refresh_token"), Sample.Start, Ct));
    }

    [DatabaseFact]
    public async Task Hours_past_their_time_are_removed()
    {
        var node = await OpenAsync();
        node.Get<IActivityRecorder>().Issued(new AuthenticatedClient(Sample.Client("app"), Sample.Secret("x"), null), Grant, "");
        await node.Get<ActivityWriter>().FlushAsync(Ct);

        await node.Get<ActivityWriter>().PruneAsync(ActivityCounters.HourOf(Sample.Start) + ActivityWriter.Kept, Ct);
        Assert.NotEmpty(await node.Get<IActivityReader>().HoursAsync(new ActivityFilter(), Sample.Start, Ct));

        await node.Get<ActivityWriter>().PruneAsync(Sample.Start + ActivityWriter.Kept + TimeSpan.FromHours(1), Ct);
        Assert.Empty(await node.Get<IActivityReader>().HoursAsync(new ActivityFilter(), Sample.Start, Ct));
        Assert.Empty(await node.Get<IActivityReader>().SecretUsesAsync("app", Sample.Start, Ct));
        Assert.Equal(Sample.Start, (await node.Get<IActivityReader>().ClientsAsync(["app"], Sample.Start, Ct))["app"].LastIssuedAt);
    }

    [DatabaseFact]
    public async Task An_older_batch_does_not_move_the_last_token_back()
    {
        var node = await OpenAsync();
        var early = new ActivityCounters(Clock);
        early.Issued("app", Grant);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var late = new ActivityCounters(Clock);
        late.Issued("app", Grant);

        await WriterOf(node, late).FlushAsync(Ct);
        await WriterOf(node, early).FlushAsync(Ct);

        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(Sample.Start.AddMinutes(1), (await db.ClientActivity.SingleAsync(Ct)).LastIssuedAt);
    }

    private static ActivityWriter WriterOf(StorageNode node, ActivityCounters counters) =>
        new(counters, node.Get<StoreAccess>(), node.Get<TimeProvider>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<ActivityWriter>.Instance);

    private static async Task<string> AnswersAsync(IActivityReader reader) => System.Text.Json.JsonSerializer.Serialize(new object[]
    {
        await reader.HoursAsync(new ActivityFilter(), Sample.Start, Ct),
        await reader.ClientsAsync(["app", "idle"], Sample.Start, Ct),
        (await reader.SecretUsesAsync("app", Sample.Start, Ct)).OrderBy(use => use.Address, StringComparer.Ordinal),
        (await reader.RefusalsAsync(new ActivityFilter(), Sample.Start, Ct)).OrderBy(one => one.ClientId, StringComparer.Ordinal),
        await reader.IssuedByClientAsync(Grant, Sample.Start, Ct),
    });

    private static OAuthError Refusal(string clientId, bool isKnown) =>
        new(RefusalRules.ClientSecretMismatch) { ClientId = clientId, ClientIsKnown = isKnown, GrantType = Grant };
}
