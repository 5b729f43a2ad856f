using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Devices;
using Dex.Domain.Identities;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Device requests.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task A_device_request_comes_back_with_every_field_by_either_code()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();
        var request = Sample.Device("BCDF-GHJK") with
        {
            Scopes = ["openid", "a\0b", "😀"],
            CodeChallenge = "challenge \"1\"",
            CodeChallengeMethod = "S256",
            Address = "2001:db8::1",
            Interval = TimeSpan.FromSeconds(35),
            LastPollAt = Sample.Start.AddSeconds(1.5),
        };

        Assert.True(await store.AddAsync(request, Ct));
        Assert.True(await store.AddAsync(Sample.Device("GHJK-BCDF"), Ct));

        Assert.Equal(Json(request), Json(await store.FindByUserCodeAsync("BCDF-GHJK", Ct)));
        Assert.Equal(Json(request), Json(await store.FindByDeviceCodeAsync(request.DeviceCodeHash, Ct)));
        Assert.Null(await store.FindByUserCodeAsync("bcdf-ghjk", Ct));
        Assert.Null(await store.FindByDeviceCodeAsync(request.DeviceCodeHash.ToUpperInvariant(), Ct));
    }

    [DatabaseFact]
    public async Task A_user_code_that_is_taken_is_not_given_twice()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();
        await store.AddAsync(Sample.Device("BCDF-GHJK"), Ct);

        Assert.False(await store.AddAsync(Sample.Device("BCDF-GHJK") with { DeviceCodeHash = DeviceRequest.HashOf("another"), ClientId = "radio" }, Ct));

        Assert.Equal("tv", (await store.FindByUserCodeAsync("BCDF-GHJK", Ct))?.ClientId);
    }

    [DatabaseFact]
    public async Task Codes_that_can_be_none_are_absent_without_a_question()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();

        foreach (var code in Impossible)
        {
            Assert.Null(await store.FindByUserCodeAsync(code, Ct));
            Assert.Null(await store.FindByDeviceCodeAsync(code, Ct));
            Assert.False(await store.TryApproveAsync(code, Sample.Approval("jane"), Ct));
            Assert.False(await store.TryDenyAsync(code, null, Ct));
            Assert.False(await store.TryRedeemAsync(code, null, Ct));
        }
    }

    [DatabaseFact]
    public async Task From_its_expiry_on_a_request_is_found_by_the_device_alone_and_takes_no_answer()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();
        var pending = Sample.Device("BCDF-GHJK");
        var approved = Sample.Device("GHJK-BCDF");
        await store.AddAsync(pending, Ct);
        await store.AddAsync(approved, Ct);
        Assert.True(await store.TryApproveAsync(approved.UserCode, Sample.Approval("jane"), Ct));
        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await store.FindByUserCodeAsync(pending.UserCode, Ct));

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await store.FindByUserCodeAsync(pending.UserCode, Ct));
        Assert.NotNull(await store.FindByDeviceCodeAsync(pending.DeviceCodeHash, Ct));
        Assert.False(await store.TryApproveAsync(pending.UserCode, Sample.Approval("jane"), Ct));
        Assert.False(await store.TryDenyAsync(pending.UserCode, null, Ct));
        Assert.False(await store.TryPollAsync(pending, Clock.GetUtcNow(), TimeSpan.FromSeconds(5), Ct));
        Assert.False(await store.TryRedeemAsync(approved.DeviceCodeHash, null, Ct));
        Assert.Equal(0, (await store.ListAsync(new DeviceRequestQuery(), Ct)).Total);
        Assert.Equal(0, await store.DenyAllAsync(new DeviceRequestQuery(), _ => Sample.Entry(), Ct));
    }

    [DatabaseFact]
    public async Task Each_status_leads_only_where_it_may_and_leaves_the_sibling_alone()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();
        var device = Sample.Device("BCDF-GHJK");
        var sibling = Sample.Device("GHJK-BCDF");
        await store.AddAsync(device, Ct);
        await store.AddAsync(sibling, Ct);

        Assert.False(await store.TryRedeemAsync(device.DeviceCodeHash, null, Ct));
        Assert.True(await store.TryApproveAsync(device.UserCode, Sample.Approval("ja\0ne"), Ct));
        Assert.Equal(
            Json(device with { Status = DeviceStatus.Approved, Approval = Sample.Approval("ja\0ne") }), Json(await store.FindByUserCodeAsync(device.UserCode, Ct)));
        Assert.False(await store.TryApproveAsync(device.UserCode, Sample.Approval("bob"), Ct));
        Assert.False(await store.TryDenyAsync(device.UserCode, null, Ct));
        Assert.True(await store.TryRedeemAsync(device.DeviceCodeHash, null, Ct));
        Assert.False(await store.TryRedeemAsync(device.DeviceCodeHash, null, Ct));
        Assert.False(await store.TryApproveAsync(device.UserCode, Sample.Approval("bob"), Ct));
        Assert.False(await store.TryDenyAsync(device.UserCode, Sample.Entry(), Ct));
        Assert.Equal(DeviceStatus.Redeemed, (await store.FindByUserCodeAsync(device.UserCode, Ct))!.Status);

        Assert.Equal(Json(sibling), Json(await store.FindByUserCodeAsync(sibling.UserCode, Ct)));
        Assert.True(await store.TryDenyAsync(sibling.UserCode, null, Ct));
        Assert.False(await store.TryApproveAsync(sibling.UserCode, Sample.Approval("bob"), Ct));
        Assert.Equal(DeviceStatus.Denied, (await store.FindByUserCodeAsync(sibling.UserCode, Ct))!.Status);
    }

    [DatabaseFact]
    public async Task What_the_connector_keeps_lies_in_its_own_column_while_the_device_has_not_come_and_nowhere_afterwards()
    {
        var node = await OpenAsync();
        var store = node.Get<IDeviceRequestStore>();
        foreach (var code in new[] { "BCDF-GHJK", "CCCC-CCCC", "DDDD-DDDD" })
        {
            await store.AddAsync(Sample.Device(code), Ct);
            await store.TryApproveAsync(code, Sample.Approval("jane"), Ct);
        }

        await store.TryRedeemAsync(Sample.Device("CCCC-CCCC").DeviceCodeHash, null, Ct);
        await store.TryDenyAsync("DDDD-DDDD", Sample.Entry(), Ct);

        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        var rows = await db.DeviceRequests.AsNoTracking().OrderBy(row => row.UserCode).ToArrayAsync(Ct);
        Assert.Equal([true, false, false], rows.Select(row => row.ConnectorData is not null));
        Assert.DoesNotContain("token of jane", rows[0].Approval + rows[0].Json + rows[0].SearchText, StringComparison.Ordinal);
        Assert.Equal("token of jane", (await store.FindByUserCodeAsync("BCDF-GHJK", Ct))!.Approval!.ConnectorData);
        Assert.Null((await store.ListAsync(new DeviceRequestQuery { Search = "bcdf" }, Ct)).Items.Single().Approval!.ConnectorData);
    }

    [DatabaseFact]
    public async Task A_refresh_token_begins_in_the_act_that_hands_it_over_and_in_no_other()
    {
        var node = await OpenAsync();
        var store = node.Get<IDeviceRequestStore>();
        var refreshTokens = node.Get<IRefreshTokenStore>();
        var device = Sample.Device("BCDF-GHJK");
        await store.AddAsync(device, Ct);
        Assert.False(await store.TryRedeemAsync(device.DeviceCodeHash, Sample.NewRefreshToken(Sample.RefreshToken("early")), Ct));
        await store.TryApproveAsync(device.UserCode, Sample.Approval("jane"), Ct);

        Assert.True(await store.TryRedeemAsync(device.DeviceCodeHash, Sample.NewRefreshToken(Sample.RefreshToken("given")), Ct));
        Assert.False(await store.TryRedeemAsync(device.DeviceCodeHash, Sample.NewRefreshToken(Sample.RefreshToken("late")), Ct));

        Assert.Equal(["given"], (await refreshTokens.ListAsync(new RefreshTokenQuery(), Ct)).Items.Select(token => token.Id));
        Assert.Equal("upstream token of given", (await refreshTokens.FindAsync("given", Ct))!.ConnectorData);
    }

    [DatabaseFact]
    public async Task Of_polls_that_saw_the_same_one_is_noted()
    {
        var nodes = await OpenTwoAsync();
        var seen = Sample.Device("BCDF-GHJK");
        await nodes[0].Get<IDeviceRequestStore>().AddAsync(seen, Ct);
        seen = (await nodes[0].Get<IDeviceRequestStore>().FindByUserCodeAsync(seen.UserCode, Ct))!;

        var noted = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Node(nodes, i).Get<IDeviceRequestStore>().TryPollAsync(seen, Sample.Start.AddSeconds(3), TimeSpan.FromSeconds(5), Ct), Ct)));

        Assert.Single(noted, true);
        var stored = (await nodes[0].Get<IDeviceRequestStore>().FindByUserCodeAsync(seen.UserCode, Ct))!;
        Assert.Equal((Sample.Start.AddSeconds(3), TimeSpan.FromSeconds(5)), (stored.LastPollAt, stored.Interval));
        Assert.True(await nodes[0].Get<IDeviceRequestStore>().TryPollAsync(stored, Sample.Start.AddSeconds(4), TimeSpan.FromHours(1), Ct));
    }

    [DatabaseFact]
    public async Task Of_answers_at_the_same_moment_one_counts()
    {
        var nodes = await OpenTwoAsync();
        var device = Sample.Device("BCDF-GHJK");
        await nodes[0].Get<IDeviceRequestStore>().AddAsync(device, Ct);

        var counted = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => i % 2 == 0
                ? Node(nodes, i / 2).Get<IDeviceRequestStore>().TryApproveAsync(device.UserCode, Sample.Approval($"jane-{i}"), Ct)
                : Node(nodes, i / 2).Get<IDeviceRequestStore>().TryDenyAsync(device.UserCode, null, Ct),
            Ct)));

        Assert.Single(counted, true);
        var winner = Array.IndexOf(counted, true);
        var stored = (await nodes[0].Get<IDeviceRequestStore>().FindByUserCodeAsync(device.UserCode, Ct))!;
        Assert.Equal(winner % 2 == 0 ? ($"jane-{winner}", DeviceStatus.Approved) : (null, DeviceStatus.Denied), (stored.Approval?.Person.UserId, stored.Status));
    }

    [DatabaseFact]
    public async Task Of_a_hundred_redemptions_on_two_nodes_one_begins_its_refresh_token()
    {
        var nodes = await OpenTwoAsync();
        var device = Sample.Device("BCDF-GHJK");
        await nodes[0].Get<IDeviceRequestStore>().AddAsync(device, Ct);
        await nodes[0].Get<IDeviceRequestStore>().TryApproveAsync(device.UserCode, Sample.Approval("jane"), Ct);

        var won = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => Node(nodes, i).Get<IDeviceRequestStore>().TryRedeemAsync(device.DeviceCodeHash, Sample.NewRefreshToken(Sample.RefreshToken($"token-{i}")), Ct), Ct)));

        Assert.Single(won, true);
        Assert.Equal(
            [$"token-{Array.IndexOf(won, true)}"],
            (await nodes[0].Get<IRefreshTokenStore>().ListAsync(new RefreshTokenQuery(), Ct)).Items.Select(token => token.Id));
    }

    [DatabaseFact]
    public async Task Lists_tell_the_newest_first_and_look_for_people_clients_and_codes()
    {
        var store = (await OpenAsync()).Get<IDeviceRequestStore>();
        await AddDevicesAsync(store);

        Assert.Equal("FFFF-FFFF DDDD-DDDD CCCC-CCCC BBBB-BBBB", await FoundAsync(new DeviceRequestQuery()));
        Assert.Equal("DDDD-DDDD CCCC-CCCC", await FoundAsync(new DeviceRequestQuery { Offset = 1, Count = 2 }));
        Assert.Equal(4, (await store.ListAsync(new DeviceRequestQuery { Count = 1 }, Ct)).Total);
        Assert.Equal("DDDD-DDDD", await FoundAsync(new DeviceRequestQuery { Search = " JANE@example " }));
        Assert.Equal("CCCC-CCCC", await FoundAsync(new DeviceRequestQuery { Search = "cccc-" }));
        Assert.Equal("FFFF-FFFF", await FoundAsync(new DeviceRequestQuery { Search = "RADIO" }));
        Assert.Equal("", await FoundAsync(new DeviceRequestQuery { Search = "%" }));
        Assert.Equal("", await FoundAsync(new DeviceRequestQuery { Search = "\0", ClientId = "\uD800" }));
        Assert.Equal("FFFF-FFFF", await FoundAsync(new DeviceRequestQuery { ClientId = "radio" }));
        Assert.Equal("", await FoundAsync(new DeviceRequestQuery { ClientId = "RADIO" }));
        Assert.Equal("DDDD-DDDD", await FoundAsync(new DeviceRequestQuery { ConnectorId = "ldap", UserId = "jane" }));
        Assert.Equal("", await FoundAsync(new DeviceRequestQuery { ConnectorId = "other", UserId = "jane" }));
        Assert.Equal("FFFF-FFFF CCCC-CCCC BBBB-BBBB", await FoundAsync(new DeviceRequestQuery { Status = DeviceStatus.Pending }));

        async Task<string> FoundAsync(DeviceRequestQuery query) =>
            string.Join(' ', (await store.ListAsync(query, Ct)).Items.Select(request => request.UserCode));
    }

    [DatabaseFact]
    public async Task An_administrator_takes_back_what_waits_and_what_was_allowed_and_it_is_on_record()
    {
        var node = await OpenAsync();
        var store = node.Get<IDeviceRequestStore>();
        await AddDevicesAsync(store);
        await store.TryApproveAsync("FFFF-FFFF", Sample.Approval("bob"), Ct);
        await store.TryRedeemAsync(Sample.Device("FFFF-FFFF").DeviceCodeHash, null, Ct);

        Assert.True(await store.TryDenyAsync("DDDD-DDDD", Sample.Entry("device.denied", "DDDD-DDDD", "device"), Ct));
        Assert.False(await store.TryDenyAsync("FFFF-FFFF", Sample.Entry("device.denied", "FFFF-FFFF", "device"), Ct));
        var told = 0;
        Assert.Equal(2, await store.DenyAllAsync(
            new DeviceRequestQuery { ClientId = "tv" },
            count =>
            {
                told = count;
                return Sample.Entry("devices.denied", "tv");
            },
            Ct));
        Assert.Equal(0, await store.DenyAllAsync(new DeviceRequestQuery(), _ => throw new InvalidOperationException("Nobody asked."), Ct));

        Assert.Equal(2, told);
        Assert.Equal(DeviceStatus.Redeemed, (await store.FindByUserCodeAsync("FFFF-FFFF", Ct))!.Status);
        var audit = node.Get<IAuditLog>();
        Assert.Single(await audit.ListAsync("device", "DDDD-DDDD", 10, Ct));
        Assert.Empty(await audit.ListAsync("device", "FFFF-FFFF", 10, Ct));
        Assert.Single(await audit.ListAsync("client", "tv", 10, Ct), entry => entry.Action == "devices.denied");
    }

    [DatabaseFact]
    public async Task Who_is_forgotten_gives_no_device_anything_and_a_client_that_is_deleted_leaves_none_behind()
    {
        var node = await OpenAsync();
        var store = node.Get<IDeviceRequestStore>();
        await AddDevicesAsync(store);
        await node.Get<IIdentityStore>().RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("radio"), Sample.Entry(), Ct);

        Assert.True(await node.Get<IIdentityStore>().DeleteAsync("ldap", "jane", Sample.Entry(), Ct));
        Assert.True(await node.Get<IClientStore>().DeleteAsync("radio", 1, Sample.Entry(), Ct));

        Assert.Equal(DeviceStatus.Denied, (await store.FindByUserCodeAsync("DDDD-DDDD", Ct))!.Status);
        Assert.Equal(DeviceStatus.Pending, (await store.FindByUserCodeAsync("CCCC-CCCC", Ct))!.Status);
        Assert.Null(await store.FindByDeviceCodeAsync(Sample.Device("FFFF-FFFF").DeviceCodeHash, Ct));
    }

    // Two at the same instant, one that somebody allowed, and one of another client.
    private static async Task AddDevicesAsync(IDeviceRequestStore store)
    {
        await store.AddAsync(Sample.Device("CCCC-CCCC"), Ct);
        await store.AddAsync(Sample.Device("BBBB-BBBB") with { CreatedAt = Sample.Start.AddSeconds(-1) }, Ct);
        await store.AddAsync(Sample.Device("DDDD-DDDD") with { CreatedAt = Sample.Start.AddSeconds(1) }, Ct);
        await store.AddAsync(Sample.Device("FFFF-FFFF") with { ClientId = "radio", CreatedAt = Sample.Start.AddSeconds(2) }, Ct);
        Assert.True(await store.TryApproveAsync("DDDD-DDDD", Sample.Approval("jane"), Ct));
    }
}
