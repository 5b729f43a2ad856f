using System.Runtime.CompilerServices;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Changes;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>All clients. A client of the file hides a stored one with its id and is never written.</summary>
public sealed class ClientStore(StaticClients statics, StoreAccess access, ClientDirectory directory, TimeProvider clock) : IClientStore
{
    private const int Batch = 500;

    public async Task<Client?> FindAsync(string id, CancellationToken ct) =>
        statics.Find(id)
        ?? await access.ReadAsync((db, token) => db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == id, token), ct);

    public Task<ClientPage> ListAsync(ClientQuery query, CancellationToken ct) =>
        access.ReadAsync((db, token) => new ClientList(query, statics, clock.GetUtcNow()).ReadAsync(db, token), ct);

    public async IAsyncEnumerable<Client> StreamAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var stated = new Queue<Client>(statics.All);
        var last = "";
        List<Client> stored;
        do
        {
            stored = await BatchAfterAsync(last, ct);
            foreach (var client in stored.Where(client => statics.Find(client.Id) is null))
            {
                while (stated.TryPeek(out var next) && ClientOrder.Text.Compare(next.Id, client.Id) < 0)
                {
                    yield return stated.Dequeue();
                }

                yield return client;
            }

            last = stored.Count > 0 ? stored[^1].Id : last;
        }
        while (stored.Count == Batch);

        foreach (var client in stated)
        {
            yield return client;
        }
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        var hidden = statics.All.Select(client => client.Id).ToArray();
        return hidden.Length + await access.ReadAsync((db, token) => db.Clients.CountAsync(client => !hidden.Contains(client.Id), token), ct);
    }

    public async Task<bool> AddAsync(Client client, AuditEntry entry, CancellationToken ct) =>
        statics.Find(client.Id) is null && await ChangeAsync(
            client.Id,
            (db, _) =>
            {
                ClientShadow.Fill(db.Clients.Add(client));
                db.SecretWindows.AddRange(ClientShadow.Windows(client));
                db.AddAudit(entry);
                return Task.FromResult(true);
            },
            ct);

    public async Task<bool> UpdateAsync(Client client, AuditEntry entry, CancellationToken ct) =>
        statics.Find(client.Id) is null && await ChangeAsync(
            client.Id,
            async (db, token) =>
            {
                if (await db.Clients.Where(stored => stored.Id == client.Id && stored.Version == client.Version - 1)
                    .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Version, client.Version), token) == 0)
                {
                    return false;
                }

                await db.SecretWindows.Where(window => window.ClientId == client.Id).ExecuteDeleteAsync(token);
                ClientShadow.Fill(db.Clients.Update(client));
                db.SecretWindows.AddRange(ClientShadow.Windows(client));
                db.AddAudit(entry);
                return true;
            },
            ct);

    public async Task<bool> DeleteAsync(string id, long version, AuditEntry entry, CancellationToken ct) =>
        statics.Find(id) is null && await ChangeAsync(
            id,
            async (db, token) =>
            {
                if (await db.Clients.Where(client => client.Id == id && client.Version == version).ExecuteDeleteAsync(token) == 0)
                {
                    return false;
                }

                // A client that is registered under this id later starts without a past, and without what people allowed this one.
                await db.ClientActivity.Where(row => row.ClientId == id).ExecuteDeleteAsync(token);
                await db.ActivityHours.Where(row => row.ClientId == id).ExecuteDeleteAsync(token);
                await db.SecretUses.Where(row => row.ClientId == id).ExecuteDeleteAsync(token);
                await db.Consents.Where(row => row.ClientId == id).ExecuteDeleteAsync(token);
                await db.DeviceRequests.Where(row => row.ClientId == id).ExecuteDeleteAsync(token);
                await RefreshTokenEnding.EndAsync(db, db.RefreshTokens.Where(row => row.ClientId == id), clock.GetUtcNow(), token);
                db.AddAudit(entry);
                return true;
            },
            ct);

    private Task<bool> ChangeAsync(string id, Func<DexDbContext, CancellationToken, Task<bool>> write, CancellationToken ct) =>
        access.AnnounceAsync(Topics.Clients, id, write, () => directory.Forget([id]), ct);

#pragma warning disable CA1309 // The database compares; it knows no other form of this call, and its order is ordinal.
    private Task<List<Client>> BatchAfterAsync(string last, CancellationToken ct) =>
        access.ReadAsync(
            (db, token) => db.Clients.AsNoTracking()
                .Where(client => string.Compare(client.Id, last) > 0)
                .OrderBy(client => client.Id)
                .Take(Batch)
                .ToListAsync(token),
            ct);
#pragma warning restore CA1309
}
