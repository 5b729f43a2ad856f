using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Stores;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>
/// Clients for requests: those of the file, then a bounded memory of stored ones. Ids that no client has are remembered apart, so
/// that guessing ids neither reaches the database each time nor drives real clients out.
/// </summary>
public sealed class ClientDirectory(StaticClients statics, StoreAccess access, HotQueries queries) : IClientDirectory, IChangeListener
{
    private const int KeptClients = 20_000;
    private const int KeptMisses = 10_000;

    private readonly Lock _lock = new();
    private readonly AgingCache<Client> _clients = new(KeptClients);
    private readonly AgingCache<object> _misses = new(KeptMisses);
    private readonly object _miss = new();
    private long _generation;

    public event Action<string?>? Changed;

    string IChangeListener.Topic => Topics.Clients;

    public ValueTask<Client?> FindAsync(string id, CancellationToken ct)
    {
        if (statics.Find(id) is { } stated)
        {
            return new(stated);
        }

        if (_clients.TryGet(id, out var client))
        {
            return new(client);
        }

        return !IsPossible(id) || _misses.TryGet(id, out _) ? default : new(ReadAsync(id, ct));
    }

    Task IChangeListener.RefreshAsync(IReadOnlyCollection<string>? ids, CancellationToken ct)
    {
        Forget(ids);
        return Task.CompletedTask;
    }

    /// <summary>Drops what is remembered of these ids, of all with null, and tells whoever listens.</summary>
    internal void Forget(IReadOnlyCollection<string>? ids)
    {
        lock (_lock)
        {
            _generation++;
            foreach (var id in ids ?? [])
            {
                _clients.Remove(id);
                _misses.Remove(id);
            }

            if (ids is null)
            {
                _clients.Clear();
                _misses.Clear();
            }
        }

        if (ids is null)
        {
            Changed?.Invoke(null);
        }

        foreach (var id in ids ?? [])
        {
            Changed?.Invoke(id);
        }
    }

    private static bool IsPossible(string id) => id.Length is > 0 and <= ClientLimits.Id && !id.Any(char.IsControl);

    private async Task<Client?> ReadAsync(string id, CancellationToken ct)
    {
        long generation;
        lock (_lock)
        {
            generation = _generation;
        }

        var client = await access.ReadAsync((db, token) => queries.ClientById(db, id, token), ct);

        // A read that a change overtook is answered, since it began before, but not remembered.
        lock (_lock)
        {
            if (generation == _generation)
            {
                Remember(id, client);
            }
        }

        return client;
    }

    private void Remember(string id, Client? client)
    {
        if (client is null)
        {
            _misses.Add(id, _miss);
        }
        else
        {
            _clients.Add(id, client);
        }
    }
}
