using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Settings, keys, accounts, audit.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task Console_settings_start_empty_and_come_back()
    {
        var node = await OpenAsync();
        var store = node.Get<IConsoleSettingsStore>();
        var empty = await store.LoadAsync(Ct);
        var settings = SettingsAdministration.SwitchFlag(
            empty with { GrantTypes = new(ImmutableSortedSet.Create(StringComparer.Ordinal, "refresh_token"), "me", Sample.Start) },
            Dex.Domain.Flags.FeatureFlags.ClientCredentialGrantEnabledByDefault, true, "me", Sample.Start);

        var saved = await store.SaveAsync(settings, Sample.Entry(), Ct);
        var loaded = await store.LoadAsync(Ct);

        Assert.Equal(0, empty.Version);
        Assert.Equal(1, saved!.Version);
        Assert.Equal(1, loaded.Version);
        Assert.Equal(["refresh_token"], loaded.GrantTypes!.Value);
        Assert.Equal(settings.Flags, loaded.Flags);
        Assert.Equal(Sample.Start, loaded.GrantTypes.At);
        Assert.Equal(1, node.Get<IServerPolicySource>().Current.Console.Version);
    }

    [DatabaseFact]
    public async Task Settings_saved_over_an_old_version_are_refused()
    {
        var store = (await OpenAsync()).Get<IConsoleSettingsStore>();
        var first = await store.SaveAsync(ConsoleSettings.Empty, Sample.Entry(), Ct);

        Assert.Null(await store.SaveAsync(ConsoleSettings.Empty, Sample.Entry(), Ct));
        Assert.Equal(2, (await store.SaveAsync(first!, Sample.Entry(), Ct))!.Version);
        Assert.Null(await store.SaveAsync(first!, Sample.Entry(), Ct));
    }

    [DatabaseFact]
    public async Task A_key_ring_comes_back_with_its_private_key_and_its_order()
    {
        var node = await OpenAsync();
        var store = node.Get<IKeyRingStore>();
        var ring = Ring(1);

        Assert.Equal(0, (await store.LoadAsync(Ct)).Version);
        Assert.True(await store.TryReplaceAsync(ring, null, Ct));

        var loaded = await store.LoadAsync(Ct);
        Assert.Equal(ring.Signing!.Public, loaded.Signing!.Public);
        Assert.Equal(ring.Signing.Pkcs8.ToArray(), loaded.Signing.Pkcs8.ToArray());
        Assert.Equal(ring.Verification, loaded.Verification);
        Assert.Equal(ring.NextRotationAt, loaded.NextRotationAt);
        Assert.Equal(1, node.Get<IKeyRingSource>().Current.Version);
    }

    [DatabaseFact]
    public async Task Of_a_hundred_concurrent_rotations_one_wins_each_version()
    {
        var store = (await OpenAsync()).Get<IKeyRingStore>();
        var wins = new List<int>();
        for (var version = 1; version <= 4; version++)
        {
            var next = version;
            var won = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => Task.Run(() => store.TryReplaceAsync(Ring(next), null, Ct), Ct)));
            wins.Add(won.Count(one => one));
        }

        Assert.Equal([1, 1, 1, 1], wins);
        Assert.Equal(4, (await store.LoadAsync(Ct)).Version);
    }

    [DatabaseFact]
    public async Task Accounts_are_found_whatever_the_case_of_their_address()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();
        var user = Sample.User("Jane@Example.com", isAdministrator: true);

        Assert.False(await store.AnyAdministratorAsync(Ct));
        Assert.True(await store.AddAsync(user, Sample.Entry(), Ct));
        Assert.False(await store.AddAsync(user with { Email = "JANE@EXAMPLE.COM" }, Sample.Entry(), Ct));

        var found = await store.FindAsync("jAne@example.com", Ct);
        Assert.Equal("jane@example.com", found!.Email);
        Assert.Equal(user.PasswordHash, found.PasswordHash);
        Assert.Equal(["a", "b"], found.Groups);
        Assert.True(await store.AnyAdministratorAsync(Ct));
        Assert.Null(await store.FindAsync("nobody@example.com", Ct));
    }

    [DatabaseFact]
    public async Task Of_parallel_sign_ins_no_more_than_the_lock_allows_are_tried()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();

        var seen = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ =>
            Task.Run(() => store.TryBeginAttemptAsync("Jane@example.com", Sample.Start, Ct), Ct)));

        Assert.Equal(5, seen.Count(standing => standing is null));
        Assert.All(seen.OfType<LockOut>(), standing => Assert.Equal(Sample.Start.AddMinutes(1), standing.LockedUntil));
        Assert.Null(await store.TryBeginAttemptAsync("other@example.com", Sample.Start, Ct));

        await store.ClearFailuresAsync("JANE@example.com", Ct);
        Assert.Null(await store.TryBeginAttemptAsync("jane@example.com", Sample.Start, Ct));
    }

    [DatabaseFact]
    public async Task A_lock_doubles_with_every_further_failure_and_an_hour_of_peace_forgets_it()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await store.TryBeginAttemptAsync("jane@example.com", Sample.Start, Ct));
        }

        Assert.Null(await store.TryBeginAttemptAsync("jane@example.com", Sample.Start.AddMinutes(1), Ct));
        Assert.Equal(Sample.Start.AddMinutes(3), (await store.TryBeginAttemptAsync("jane@example.com", Sample.Start.AddMinutes(2), Ct))?.LockedUntil);

        var later = Sample.Start.AddMinutes(1) + LockOut.Memory + TimeSpan.FromSeconds(1);
        Assert.Null(await store.TryBeginAttemptAsync("jane@example.com", later, Ct));
        Assert.Null(await store.TryBeginAttemptAsync("jane@example.com", later, Ct));
    }

    [DatabaseFact]
    public async Task There_is_one_setup_link_and_it_works_once()
    {
        var node = await OpenAsync();
        var store = node.Get<ISetupLinkStore>();
        var end = Sample.Start.AddHours(1);

        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => store.TryCreateAsync($"hash {i}", Sample.Start, end, Ct), Ct)));
        var hash = $"hash {Array.IndexOf(made, true)}";

        Assert.Single(made, true);
        Assert.True(await store.IsLiveAsync(hash, Sample.Start, Ct));
        Assert.False(await store.IsLiveAsync(hash, end, Ct));
        Assert.False(await store.RedeemAsync("another hash", Sample.Start, Sample.User("a@example.com"), Sample.Entry(), Ct));
        Assert.Null(await node.Get<ILocalUserStore>().FindAsync("a@example.com", Ct));

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => store.RedeemAsync(hash, Sample.Start, Sample.User($"a{i}@example.com", isAdministrator: true), Sample.Entry(), Ct), Ct)));
        Assert.Single(redeemed, true);
        Assert.False(await store.IsLiveAsync(hash, Sample.Start, Ct));
    }

    [DatabaseFact]
    public async Task An_expired_setup_link_makes_room_for_the_next()
    {
        var store = (await OpenAsync()).Get<ISetupLinkStore>();
        await store.TryCreateAsync("first", Sample.Start, Sample.Start.AddHours(1), Ct);

        Assert.True(await store.TryCreateAsync("second", Sample.Start.AddHours(1), Sample.Start.AddHours(2), Ct));
        Assert.False(await store.IsLiveAsync("first", Sample.Start, Ct));
    }

    [DatabaseFact]
    public async Task Audit_entries_are_listed_newest_first_and_come_with_their_change()
    {
        var node = await OpenAsync();
        var audit = node.Get<IAuditLog>();
        await node.Get<Dex.Domain.Clients.IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry("client.created"), Ct);
        await audit.AppendAsync(Sample.Entry("client.tried"), Ct);
        await audit.AppendAsync(Sample.Entry("client.tried", subjectId: "other"), Ct);

        Assert.False(await node.Get<Dex.Domain.Clients.IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry("client.created"), Ct));

        var entries = await audit.ListAsync("client", "app", 10, Ct);
        Assert.Equal(["client.tried", "client.created"], entries.Select(entry => entry.Action));
        Assert.Equal(new FieldChange("Name", null, "x"), Assert.Single(entries[0].Changes));
        Assert.Equal(Sample.Start, entries[0].At);
        Assert.Single(await audit.ListAsync("client", "app", 1, Ct));
    }

    [DatabaseFact]
    public async Task The_health_check_writes() => await (await OpenAsync()).Get<Dex.Domain.Administration.IStorageStatus>().CheckAsync(Ct);

    private static KeyRing Ring(long version) => new()
    {
        Version = version,
        Signing = Sample.Key(RandomId.New(), [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 7))]),
        Verification = [Sample.Retired("b"), Sample.Retired("a")],
        NextRotationAt = Sample.Start.AddHours(6),
    };
}
