using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>The client list: filters, orders, paging, and the file's clients in between.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task Every_page_of_every_order_is_the_slice_of_the_whole()
    {
        var stated = Enumerable.Range(0, 7).Select(i => Numbered(i * 3) with { Version = 0, Origin = ClientOrigin.File, Name = $"name {i % 4}" }).ToArray();
        var node = await OpenAsync(statics: stated);
        var store = node.Get<IClientStore>();
        foreach (var i in Enumerable.Range(0, 23).Select(i => i * 7 % 23))
        {
            await StoreBelowAsync(node, Numbered(i));
        }

        await UseAsync(node, "c04", "c09", "c02", "c15", "c11");
        var merged = stated.Concat(Enumerable.Range(0, 23).Select(Numbered).Where(client => stated.All(one => one.Id != client.Id))).ToArray();
        foreach (var sort in Enum.GetValues<ClientSort>())
        {
            foreach (var descending in new[] { false, true })
            {
                var query = new ClientQuery { Sort = sort, Descending = descending };
                var whole = (await store.ListAsync(query with { Count = 100 }, Ct)).Items.Select(client => client.Id).ToArray();
                Assert.Equal(await ExpectedOrderAsync(node, merged, query), whole);
                for (var offset = 0; offset <= merged.Length; offset += 4)
                {
                    var page = await store.ListAsync(query with { Offset = offset, Count = 5 }, Ct);
                    Assert.Equal(merged.Length, page.Total);
                    Assert.Equal(whole.Skip(offset).Take(5), page.Items.Select(client => client.Id));
                }
            }
        }
    }

    [DatabaseFact]
    public async Task The_list_filters_by_kind_grant_and_part_of_name_id_or_label()
    {
        var stated = Sample.Client("file-one", "Payments of the file") with { Kind = ClientKind.Device, AllowedGrantTypes = ["refresh_token"] };
        var store = (await OpenAsync(statics: [stated])).Get<IClientStore>();
        await store.AddAsync(Sample.Client("a", "Payments") with { AllowedGrantTypes = ["client_credentials"] }, Sample.Entry(), Ct);
        await store.AddAsync(Sample.Client("pay-id", "B") with { Kind = ClientKind.Device, AllowedGrantTypes = [] }, Sample.Entry(), Ct);
        await store.AddAsync(Sample.Client("c", "C%_") with { Secrets = [Sample.Secret("PAY-2026")] }, Sample.Entry(), Ct);

        Assert.Equal(["a", "c", "file-one", "pay-id"], await IdsAsync(store, new ClientQuery { Search = " pAy" }));
        Assert.Equal(["c"], await IdsAsync(store, new ClientQuery { Search = "%_" }));
        Assert.Equal(["file-one", "pay-id"], await IdsAsync(store, new ClientQuery { Kind = ClientKind.Device }));
        Assert.Equal(["a", "c"], await IdsAsync(store, new ClientQuery { GrantType = "client_credentials" }));
        Assert.Equal(["c", "file-one"], await IdsAsync(store, new ClientQuery { GrantType = "refresh_token" }));
        Assert.Empty(await IdsAsync(store, new ClientQuery { Search = "nothing" }));
        Assert.Equal(4, await store.CountAsync(Ct));
    }

    [DatabaseFact]
    public async Task The_list_filters_by_the_health_of_secrets_as_the_domain_judges_it()
    {
        var store = (await OpenAsync()).Get<IClientStore>();
        var clients = Enumerable.Range(0, 12).Select(Numbered).ToArray();
        foreach (var client in clients)
        {
            await store.AddAsync(client, Sample.Entry(), Ct);
        }

        foreach (var at in new List<DateTimeOffset> { Sample.Start, Sample.Start.AddDays(10), Sample.Start.AddDays(25) })
        {
            if (at > Clock.GetUtcNow())
            {
                Clock.SetUtcNow(at);
            }

            foreach (var health in Enum.GetValues<SecretHealth>())
            {
                var expected = clients.Where(client => client.Health(at) == health).Select(client => client.Id).Order(StringComparer.Ordinal);
                Assert.Equal(expected, await IdsAsync(store, new ClientQuery { Secrets = health }));
            }
        }
    }

    [DatabaseFact]
    public async Task A_client_of_the_file_hides_a_stored_one_and_cannot_be_changed()
    {
        var stated = Sample.Client("c01", "of the file") with { Version = 0, Origin = ClientOrigin.File };
        var node = await OpenAsync(statics: [stated]);
        var store = node.Get<IClientStore>();
        await StoreBelowAsync(node, Sample.Client("c01", "stored"));

        Assert.Equal("of the file", (await store.FindAsync("c01", Ct))!.Name);
        Assert.Equal("of the file", (await node.Get<IClientDirectory>().FindAsync("c01", Ct))!.Name);
        Assert.Equal(["of the file"], (await store.ListAsync(new ClientQuery(), Ct)).Items.Select(client => client.Name));
        Assert.Equal(1, await store.CountAsync(Ct));
        Assert.False(await store.AddAsync(Sample.Client("c01"), Sample.Entry(), Ct));
        Assert.False(await store.UpdateAsync(Sample.Client("c01") with { Version = 2 }, Sample.Entry(), Ct));
        Assert.False(await store.DeleteAsync("c01", 1, Sample.Entry(), Ct));
    }

    [DatabaseFact]
    public async Task A_stream_has_every_client_once_in_id_order()
    {
        var stated = new[] { "a", "m", "z😀", "z" }.Select(id => Sample.Client(id) with { Origin = ClientOrigin.File }).ToArray();
        var node = await OpenAsync(statics: stated);
        await StoreBelowAsync(node, Sample.Client("m", "hidden"));
        foreach (var id in new List<string> { "B", "b", "y", "z\uE000", "é" })
        {
            await StoreBelowAsync(node, Sample.Client(id));
        }

        var ids = new List<string>();
        await foreach (var client in node.Get<IClientStore>().StreamAsync(Ct))
        {
            ids.Add(client.Id);
        }

        Assert.Equal(["B", "a", "b", "m", "y", "z", "z\uE000", "z😀", "é"], ids);
    }

    private static async Task<string[]> IdsAsync(IClientStore store, ClientQuery query)
    {
        var page = await store.ListAsync(query with { Count = 100 }, Ct);
        Assert.Equal(page.Items.Count, page.Total);
        return [.. page.Items.Select(client => client.Id).Order(StringComparer.Ordinal)];
    }

    // Past the store, which refuses ids that the file states.
    private static async Task StoreBelowAsync(StorageNode node, Client client)
    {
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        ClientShadow.Fill(db.Clients.Add(client));
        db.SecretWindows.AddRange(ClientShadow.Windows(client));
        await db.SaveChangesAsync(Ct);
    }

    private async Task UseAsync(StorageNode node, params string[] ids)
    {
        foreach (var id in ids)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            node.Get<IActivityRecorder>().Issued(new AuthenticatedClient(Sample.Client(id), null, null), "client_credentials", "");
        }

        Assert.True(await node.Get<ActivityWriter>().FlushAsync(Ct));
    }

    // Every seventh is disabled; the secrets go through all states.
    private static Client Numbered(int i) => Sample.Client($"c{i:00}", $"Name {i % 5} {(i % 3 == 0 ? "\uE000" : "😀")}") with
    {
        Kind = (ClientKind)(i % 4),
        Enabled = i % 7 != 0,
        IsPublic = i % 4 == 2,
        Secrets = (i % 6) switch
        {
            0 => [],
            1 => [Sample.Secret("x", Sample.Start.AddDays(20))],
            2 => [Sample.Secret("x"), Sample.Secret("y", Sample.Start.AddDays(3))],
            3 => [Sample.Secret("x", isWeak: true), Sample.Secret("y") with { DeactivatedAt = Sample.Start }],
            4 => [Sample.Secret("x"), Sample.Secret("y") with { NotBefore = Sample.Start.AddDays(5) }],
            _ => [Sample.Secret("x", Sample.Start.AddDays(24)), Sample.Secret("y", Sample.Start.AddDays(11), isWeak: true)],
        },
    };

    // The definition, written down a second time: keys in turn, the id last.
    private async Task<string[]> ExpectedOrderAsync(StorageNode node, Client[] clients, ClientQuery query)
    {
        var now = Clock.GetUtcNow();
        var activity = await node.Get<IActivityReader>().ClientsAsync([.. clients.Select(client => client.Id)], Sample.Start, Ct);
        var sorted = clients.OrderBy(client => client.Id, StringComparer.Ordinal).ToArray();
        long Last(Client client) => activity.GetValueOrDefault(client.Id)?.LastIssuedAt?.UtcTicks ?? 0;
        string Name(Client client) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(client.Name.ToLowerInvariant()));
        int Attention(Client client) => client.Enabled ? Math.Min((int)client.Health(now), (int)SecretHealth.Rotating) : (int)SecretHealth.Rotating;
        var sign = query.Descending ? -1 : 1;
        Comparison<Client> order = query.Sort switch
        {
            ClientSort.Name => (x, y) => sign * string.CompareOrdinal(Name(x), Name(y)),
            ClientSort.Kind => (x, y) => sign * (x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind) : string.CompareOrdinal(Name(x), Name(y))),
            ClientSort.LastToken => (x, y) => sign * Last(x).CompareTo(Last(y)),
            _ => (x, y) => sign * (Attention(x) != Attention(y) ? Attention(x).CompareTo(Attention(y)) : Last(y).CompareTo(Last(x))),
        };
        return [.. sorted.Order(Comparer<Client>.Create(order)).Select(client => client.Id)];
    }
}
