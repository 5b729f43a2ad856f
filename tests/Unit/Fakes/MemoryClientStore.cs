using Dex.Domain.Audit;
using Dex.Domain.Clients;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Clients in a dictionary, by the store's contract of versions; the audit entries of the changes lie beside them.</summary>
internal sealed class MemoryClientStore(params Client[] clients) : IClientStore, IClientDirectory
{
    private readonly Dictionary<string, Client> _clients = clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    public event Action<string?>? Changed;

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>Runs before the next write, as somebody else's save would.</summary>
    public Action<MemoryClientStore>? BeforeWrite { get; set; }

    public Client this[string id] => _clients[id];

    public void Put(Client client) => _clients[client.Id] = client;

    public Task<Client?> FindAsync(string id, CancellationToken ct) => Task.FromResult(_clients.GetValueOrDefault(id));

    ValueTask<Client?> IClientDirectory.FindAsync(string id, CancellationToken ct) => new(_clients.GetValueOrDefault(id));

    public Task<ClientPage> ListAsync(ClientQuery query, CancellationToken ct) =>
        Task.FromResult(new ClientPage([.. _clients.Values.Skip(query.Offset).Take(query.Count)], _clients.Count));

    public IAsyncEnumerable<Client> StreamAsync(CancellationToken ct) => _clients.Values.ToAsyncEnumerable();

    public Task<int> CountAsync(CancellationToken ct) => Task.FromResult(_clients.Count);

    public Task<bool> AddAsync(Client client, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Task.FromResult(!_clients.ContainsKey(client.Id) && Write(client, entry));
    }

    public Task<bool> UpdateAsync(Client client, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Task.FromResult(_clients.GetValueOrDefault(client.Id)?.Version == client.Version - 1 && Write(client, entry));
    }

    public Task<bool> DeleteAsync(string id, long version, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        if (_clients.GetValueOrDefault(id)?.Version != version)
        {
            return Task.FromResult(false);
        }

        _clients.Remove(id);
        Audit.Add(entry);
        Changed?.Invoke(id);
        return Task.FromResult(true);
    }

    private bool Write(Client client, AuditEntry entry)
    {
        _clients[client.Id] = client;
        Audit.Add(entry);
        Changed?.Invoke(client.Id);
        return true;
    }

    private void Interfere()
    {
        var act = BeforeWrite;
        BeforeWrite = null;
        act?.Invoke(this);
    }
}
