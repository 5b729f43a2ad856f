using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>A page of the client list: stored clients filtered and sorted by the database, with the file's merged in at their places.</summary>
internal sealed class ClientList(ClientQuery query, StaticClients statics, DateTimeOffset now)
{
    private readonly string _search = query.Search.Trim().ToLowerInvariant();
    private readonly string[] _hidden = [.. statics.All.Select(client => client.Id)];
    private readonly ClientOrder _order = new(query.Sort, query.Descending);

    public async Task<ClientPage> ReadAsync(DexDbContext db, CancellationToken ct)
    {
        var stated = await StatedAsync(db, ct);
        var stored = Filter(db);

        // Whatever the clients of the file push aside, no stored client moves by more than their number.
        var skipped = Math.Max(0, query.Offset - stated.Count);
        var window = await _order.Sort(stored).Skip(skipped).Take(query.Offset + query.Count - skipped).ToListAsync(ct);
        var page = Merge(window, stated).Skip(query.Offset - skipped).Take(query.Count);
        return new ClientPage([.. page.Select(one => one.Client)], await stored.CountAsync(ct) + stated.Count);
    }

    /// <summary>Stored clients with what they are sorted by; <see cref="ListedClient.Of"/> in the database's terms.</summary>
    internal IQueryable<ListedClient> Filter(DexDbContext db)
    {
        var warned = now + ClientSecrets.ExpiryWarning;
        var live = db.SecretWindows.Where(window =>
            (window.NotBefore == null || window.NotBefore <= now) && (window.ExpiresAt == null || window.ExpiresAt > now));
        var listed = Clients(db)
            .Select(client => new
            {
                Client = client,
                Live = live.Count(window => window.ClientId == client.Id),
                Lasts = live.Any(window => window.ClientId == client.Id && (window.ExpiresAt == null || window.ExpiresAt > warned)),
                Weak = live.Any(window => window.ClientId == client.Id && window.IsWeak),
                Last = db.ClientActivity.Where(row => row.ClientId == client.Id).Select(row => row.LastIssuedAt).FirstOrDefault(),
            })
            .Select(one => new
            {
                one.Client,
                one.Last,
                Health = one.Live == 0 ? (one.Client.IsPublic ? (int)SecretHealth.NotNeeded : (int)SecretHealth.NoneLive)
                    : !one.Lasts ? (int)SecretHealth.Expiring
                    : one.Weak ? (int)SecretHealth.Weak
                    : one.Live > 1 ? (int)SecretHealth.Rotating
                    : (int)SecretHealth.Live,
            })
            .Select(one => new ListedClient
            {
                Client = one.Client,
                NameKey = EF.Property<string>(one.Client, ClientConfiguration.NameKey),
                Health = one.Health,
                Attention = one.Client.Enabled && one.Health < ListedClient.Calm ? one.Health : ListedClient.Calm,
                LastIssuedAt = one.Last ?? DateTimeOffset.UnixEpoch,
            });
        return query.Secrets is { } health ? listed.Where(one => one.Health == (int)health) : listed;
    }

    private IQueryable<Client> Clients(DexDbContext db)
    {
        var clients = db.Clients.AsNoTracking();
        if (_hidden.Length > 0)
        {
            clients = clients.Where(client => !_hidden.Contains(client.Id));
        }

        if (_search.Length > 0)
        {
            clients = clients.Where(client => EF.Property<string>(client, ClientConfiguration.SearchText).Contains(_search));
        }

        if (query.Kind is { } kind)
        {
            clients = clients.Where(client => client.Kind == kind);
        }

        if (query.GrantType is { } grant)
        {
            var delimited = ClientShadow.Delimited(grant);
            clients = clients.Where(client => EF.Property<string?>(client, ClientConfiguration.GrantsText) == null
                || EF.Property<string?>(client, ClientConfiguration.GrantsText)!.Contains(delimited));
        }

        return clients;
    }

    private async Task<List<ListedClient>> StatedAsync(DexDbContext db, CancellationToken ct)
    {
        var clients = statics.All.Where(IsWanted).ToList();
        if (clients.Count == 0)
        {
            return [];
        }

        var ids = clients.Select(client => client.Id).ToArray();
        var last = await db.ClientActivity.AsNoTracking().Where(row => ids.Contains(row.ClientId))
            .ToDictionaryAsync(row => row.ClientId, row => row.LastIssuedAt, StringComparer.Ordinal, ct);
        var listed = clients
            .Select(client => ListedClient.Of(client, now, last.GetValueOrDefault(client.Id)))
            .Where(one => query.Secrets is not { } health || one.Health == (int)health);
        return [.. listed.Order(_order)];
    }

    private bool IsWanted(Client client) =>
        (query.Kind is null || client.Kind == query.Kind)
        && (query.GrantType is null || client.AllowsGrant(query.GrantType))
        && ClientShadow.SearchText(client).Contains(_search, StringComparison.Ordinal);

    private IEnumerable<ListedClient> Merge(List<ListedClient> stored, List<ListedClient> stated)
    {
        var next = 0;
        foreach (var one in stored)
        {
            while (next < stated.Count && _order.Compare(stated[next], one) < 0)
            {
                yield return stated[next++];
            }

            yield return one;
        }

        while (next < stated.Count)
        {
            yield return stated[next++];
        }
    }
}
