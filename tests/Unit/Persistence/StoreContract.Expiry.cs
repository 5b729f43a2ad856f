using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dex.Domain.Authorization;
using Dex.Domain.Codes;
using Dex.Domain.Devices;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Housekeeping;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Deleting what expired.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task What_expired_is_deleted_and_counted_and_the_rest_stays()
    {
        var node = await OpenAsync();
        var end = Sample.Start.AddMinutes(30);
        var requests = node.Get<IAuthorizationRequestStore>();
        foreach (var (id, expiry) in new[] { ("early", end.AddSeconds(-1)), ("east", end.AddSeconds(-1).ToOffset(TimeSpan.FromHours(9))), ("now", end), ("west", end.AddHours(1).ToOffset(TimeSpan.FromHours(-9))) })
        {
            await requests.AddAsync(Sample.Request(id) with { ExpiresAt = expiry }, Ct);
        }

        foreach (var (name, expiry) in new[] { ("spent", end.AddSeconds(-1)), ("unspent", end.AddSeconds(-1)), ("live", end) })
        {
            await requests.AddAsync(Sample.Request(name), Ct);
            await requests.EndAsync(name, "proof of " + name, Sample.Code(name) with { ExpiresAt = expiry }, Ct);
        }

        await node.Get<IAuthorizationCodeStore>().TryRedeemAsync(Sample.Code("spent").Hash, [], null, Ct);
        await node.Get<IRevokedTokens>().RevokeAsync([new("past", end.AddSeconds(-1)), new("present", end)], Ct);
        foreach (var (code, expiry) in new[] { ("BBBB-BBBB", end.AddSeconds(-1)), ("CCCC-CCCC", end) })
        {
            await node.Get<IDeviceRequestStore>().AddAsync(Sample.Device(code) with { ExpiresAt = expiry }, Ct);
        }

        Clock.Advance(TimeSpan.FromMinutes(30));
        using var counted = new CountedDeletions(node);

        var tally = await CollectAsync(node);

        Assert.Equal((2, 2, 1, 1), (tally.Requests, tally.Codes, tally.DeviceRequests, tally.RevokedTokens));
        Assert.Equal(
            new Dictionary<string, long> { ["auth_request"] = 2, ["auth_code"] = 2, ["device_request"] = 1, ["revoked_token"] = 1 },
            counted.ByKind.ToDictionary());
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(["now", "west"], await db.AuthorizationRequests.Select(row => row.Id).OrderBy(id => id).ToArrayAsync(Ct));
        Assert.Equal([Sample.Code("live").Hash], await db.AuthorizationCodes.Select(row => row.Hash).ToArrayAsync(Ct));
        Assert.Equal(["CCCC-CCCC"], await db.DeviceRequests.Select(row => row.UserCode).ToArrayAsync(Ct));
        Assert.Equal(["present"], await db.RevokedTokens.Select(row => row.TokenId).ToArrayAsync(Ct));
        Assert.True((await CollectAsync(node)).IsEmpty);
    }

    [DatabaseFact]
    public async Task Two_nodes_delete_more_than_a_batch_at_once_and_count_each_object_once()
    {
        var nodes = await OpenTwoAsync();
        var count = (2 * ExpiredObjects.Batch) + 1;
        await nodes[0].Get<IRevokedTokens>().RevokeAsync(
            [.. Enumerable.Range(0, count).Select(i => new IssuedToken($"token-{i}", Sample.Start.AddMinutes(1)))], Ct);
        await nodes[0].Get<IRevokedTokens>().RevokeAsync([new IssuedToken("live", Sample.Start.AddHours(1))], Ct);
        Clock.Advance(TimeSpan.FromMinutes(2));

        var tallies = await Task.WhenAll(nodes.Select(node => Task.Run(() => CollectAsync(node), Ct)));

        Assert.Equal(count, tallies.Sum(tally => tally.RevokedTokens));
        Assert.True(await nodes[1].Get<IRevokedTokens>().IsRevokedAsync("live", Ct));
        Assert.True((await CollectAsync(nodes[0])).IsEmpty);
    }

    [DatabaseFact]
    public async Task Failures_that_count_no_more_are_deleted_and_a_lock_that_stands_is_not()
    {
        var node = await OpenAsync();
        var users = node.Get<ILocalUserStore>();
        await users.TryBeginAttemptAsync("nobody@example.com", Sample.Start, Ct);
        for (var failure = 0; failure < 12; failure++)
        {
            Assert.Null(await users.TryBeginAttemptAsync("hammered@example.com", Sample.Start.AddHours(failure - 11), Ct));
        }

        Clock.Advance(LockOut.Memory);
        Assert.True((await CollectAsync(node)).IsEmpty);
        await users.TryBeginAttemptAsync("hammered@example.com", Clock.GetUtcNow(), Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        using var counted = new CountedDeletions(node);

        Assert.Equal(1, (await CollectAsync(node)).LockOuts);

        Assert.Equal(new Dictionary<string, long> { ["lock_out"] = 1 }, counted.ByKind.ToDictionary());
        Assert.Null(await users.FindLockOutAsync("nobody@example.com", Ct));
        Assert.True((await users.FindLockOutAsync("hammered@example.com", Ct))!.IsLocked(Clock.GetUtcNow()));
    }

    // F-27.
    [DatabaseFact]
    public async Task Refresh_tokens_that_outlived_the_policy_go_with_what_their_connectors_kept_and_their_access_tokens_live_on()
    {
        RefreshTokens = new RefreshTokenPolicy { IdleLifetime = TimeSpan.FromHours(1), AbsoluteLifetime = TimeSpan.FromHours(3) };
        var node = await OpenAsync();
        var store = node.Get<IRefreshTokenStore>();
        foreach (var (id, user, age, idle) in new[] { ("old", "a", 181, 1), ("idle", "b", 61, 61), ("old-not-yet", "c", 180, 1), ("idle-not-yet", "d", 60, 60), ("idle-too", "d", 61, 61) })
        {
            var token = Sample.RefreshToken(id, client: id, user: user) with { CreatedAt = Sample.Start.AddMinutes(-age), LastUsedAt = Sample.Start.AddMinutes(-idle) };
            await store.AddAsync(Sample.NewRefreshToken(token), Ct);
        }

        Assert.True(await store.NoteIssuedAsync("old-not-yet", [new IssuedToken("past", Sample.Start.AddSeconds(-1)), new IssuedToken("present", Sample.Start)], Ct));
        using var counted = new CountedDeletions(node);

        var tally = await CollectAsync(node);

        Assert.Equal((3, 1, false), (tally.RefreshTokens, tally.IssuedTokens, tally.IsEmpty));
        Assert.Equal(new Dictionary<string, long> { ["refresh_token"] = 3, ["issued_token"] = 1 }, counted.ByKind.ToDictionary());
        Assert.Equal(["idle-not-yet", "old-not-yet"], await IdsAsync(store));
        Assert.False(await node.Get<IRevokedTokens>().IsRevokedAsync("access-old", Ct));
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(2, await db.OfflineSessions.CountAsync(Ct));
        Assert.True((await CollectAsync(node)).IsEmpty);
    }

    [DatabaseFact]
    public async Task Where_the_policy_sets_no_limit_no_refresh_token_is_ever_collected()
    {
        var node = await OpenAsync();
        await node.Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("old") with { CreatedAt = Sample.Start.AddYears(-20), LastUsedAt = Sample.Start.AddYears(-20) }), Ct);

        Assert.True((await CollectAsync(node)).IsEmpty);
    }

    private static async Task<ExpiredTally> CollectAsync(StorageNode node)
    {
        var tally = new ExpiredTally();
        await node.Get<ExpiredObjects>().DeleteAsync(tally, Ct);
        return tally;
    }

    /// <summary>What one node tells its meters.</summary>
    private sealed class CountedDeletions : IDisposable
    {
        private readonly MeterListener _listener = new();

        public CountedDeletions(StorageNode node)
        {
            // Made here, so that its counter is there to be listened to.
            node.Get<ExpiredObjects>();
            var scope = node.Get<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == scope && instrument.Meter.Name == "dex" && instrument.Name == "expired_objects_deleted")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                Assert.Equal(1, tags.Length);
                Assert.Equal("kind", tags[0].Key);
                ByKind.AddOrUpdate((string)tags[0].Value!, count, (_, before) => before + count);
            });
            _listener.Start();
        }

        public ConcurrentDictionary<string, long> ByKind { get; } = new(StringComparer.Ordinal);

        public void Dispose() => _listener.Dispose();
    }
}
