using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <summary>
/// What every database must do, whichever it is. The parts of this class are one suite; a class per provider runs it against a new,
/// empty database for each test.
/// </summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _nodes = [];

    private protected FakeTimeProvider Clock { get; } = new(Sample.Start);

    private protected DatabaseSettings Settings { get; private set; } = null!;

    private protected RefreshTokenPolicy RefreshTokens { get; private set; } = new();

    private protected static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Settings = await CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await DropDatabaseAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<DatabaseSettings> CreateDatabaseAsync();

    private protected virtual ValueTask DropDatabaseAsync() => default;

    private protected async Task<StorageNode> OpenAsync(TimeProvider? clock = null, IEnumerable<Client>? statics = null)
    {
        var node = await StorageNode.OpenAsync(Settings, clock ?? Clock, statics, refreshTokens: RefreshTokens, ct: Ct);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Two nodes on the database; a database in memory belongs to one process, so there both are the same.</summary>
    private protected async Task<StorageNode[]> OpenTwoAsync()
    {
        var first = await OpenAsync();
        return [first, Settings.Kind == DatabaseKind.Memory ? first : await OpenAsync()];
    }

    [DatabaseFact]
    public async Task A_client_comes_back_with_every_field()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        var client = Everything("App");

        Assert.True(await store.AddAsync(client, Sample.Entry(), Ct));

        AssertSame(client, await store.FindAsync("App", Ct));
        Assert.Null(await store.FindAsync("app", Ct));
        Assert.Null(await store.FindAsync("absent", Ct));
    }

    [DatabaseFact]
    public async Task Not_set_and_empty_stay_two_things()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        foreach (ImmutableArray<string>? list in new ImmutableArray<string>?[] { null, [], ["totp"] })
        {
            var id = $"app {list?.Length}";
            var client = Sample.Client(id) with { MfaChain = list, SsoSharedWith = list, AllowedGrantTypes = list };

            await store.AddAsync(client, Sample.Entry(), Ct);
            await store.UpdateAsync(client with { Version = 2, Description = "again" }, Sample.Entry(), Ct);

            var listed = (await store.ListAsync(new ClientQuery { Search = id }, Ct)).Items;
            foreach (var found in new[] { (await store.FindAsync(id, Ct))!, listed.First(one => one.Id == id) })
            {
                Assert.Equal("again", found.Description);
                Assert.Equal(list?.ToArray(), found.MfaChain?.ToArray());
                Assert.Equal(list?.ToArray(), found.SsoSharedWith?.ToArray());
                Assert.Equal(list?.ToArray(), found.AllowedGrantTypes?.ToArray());
            }
        }
    }

    [DatabaseFact]
    public async Task A_second_client_with_the_id_is_refused_and_the_first_is_unchanged()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        await store.AddAsync(Sample.Client("app", "first"), Sample.Entry(), Ct);

        Assert.False(await store.AddAsync(Sample.Client("app", "second"), Sample.Entry(), Ct));
        Assert.True(await store.AddAsync(Sample.Client("APP", "other case"), Sample.Entry(), Ct));

        Assert.Equal("first", (await store.FindAsync("app", Ct))!.Name);
        Assert.Equal(2, await store.CountAsync(Ct));
    }

    [DatabaseFact]
    public async Task An_update_needs_the_version_it_was_based_on()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        var client = Sample.Client("app");
        await store.AddAsync(client, Sample.Entry(), Ct);
        await store.AddAsync(Sample.Client("sibling"), Sample.Entry(), Ct);

        Assert.True(await store.UpdateAsync(client with { Version = 2, Name = "second" }, Sample.Entry(), Ct));
        Assert.False(await store.UpdateAsync(client with { Version = 2, Name = "too late" }, Sample.Entry(), Ct));
        Assert.False(await store.UpdateAsync(Sample.Client("absent") with { Version = 2 }, Sample.Entry(), Ct));

        Assert.Equal("second", (await store.FindAsync("app", Ct))!.Name);
        AssertSame(Sample.Client("sibling"), await store.FindAsync("sibling", Ct));
    }

    [DatabaseFact]
    public async Task Of_concurrent_updates_one_wins()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        var client = Sample.Client("app");
        await store.AddAsync(client, Sample.Entry(), Ct);

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => store.UpdateAsync(client with { Version = 2, Name = $"name {i}" }, Sample.Entry(), Ct), Ct)));

        var winner = Assert.Single(Enumerable.Range(0, 20), i => won[i]);
        Assert.Equal($"name {winner}", (await store.FindAsync("app", Ct))!.Name);
    }

    [DatabaseFact]
    public async Task Of_concurrent_deletes_one_succeeds()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        await store.AddAsync(Everything("app"), Sample.Entry(), Ct);

        Assert.False(await store.DeleteAsync("app", 7, Sample.Entry(), Ct));
        var deleted = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => store.DeleteAsync("app", 1, Sample.Entry(), Ct), Ct)));

        Assert.Single(deleted, true);
        Assert.Null(await store.FindAsync("app", Ct));
        Assert.True(await store.AddAsync(Sample.Client("app"), Sample.Entry(), Ct));
    }

    private protected static Client Everything(string id) => Sample.Client(id, "Grüße, 世界 😀") with
    {
        Description = "what it is for",
        Kind = ClientKind.Device,
        Enabled = false,
        IsPublic = true,
        LogoUrl = "https://app.example/logo.svg",
        RedirectUris = ["https://app.example/a", "https://app.example/b?x=\"1\""],
        PostLogoutRedirectUris = ["https://app.example/bye"],
        BackchannelLogoutUri = "https://app.example/out",
        RefreshTokenLifetime = RefreshTokenLifetime.Session,
        TrustedPeers = ["peer"],
        AllowedConnectors = ["ldap"],
        MfaChain = ["totp"],
        SsoSharedWith = ["*"],
        AllowedGrantTypes = ["client_credentials"],
        PkceRequired = true,
        MachineGroups = ["ops"],
        MachineClaims = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("tier", """{"a":[1,2]}""")]),
        TokenLifetime = TimeSpan.FromMinutes(5),
        Secrets =
        [
            Sample.Secret("2026-11", Sample.Start.AddDays(30)) with { NotBefore = Sample.Start.AddDays(1), DeactivatedAt = Sample.Start.AddDays(2), CreatedBy = "me" },
            Sample.Secret("weak", isWeak: true),
        ],
        Origin = ClientOrigin.Api,
        IsSample = true,
        UpdatedAt = Sample.Start.ToOffset(TimeSpan.FromHours(-7)),
    };

    // Records with lists inside compare by identity, so the text of all members is compared instead.
    private protected static void AssertSame(Client expected, Client? actual) => Assert.Equal(Text(expected), actual is null ? null : Text(actual));

    private static string Text(Client client) =>
        System.Text.Json.JsonSerializer.Serialize(client with { UpdatedAt = client.UpdatedAt.ToUniversalTime() });
}
