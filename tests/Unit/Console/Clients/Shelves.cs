using Dex.Domain.Activity;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;

namespace Dex.Tests.Unit.Console.Clients;

/// <summary>Clients and their record of changes, by the store's contract; queries filter as the store does.</summary>
internal sealed class ClientShelf : IClientStore, IClientDirectory, IAuditLog
{
    private readonly SortedDictionary<string, Client> _clients = new(StringComparer.Ordinal);

    public event Action<string?>? Changed;

    public List<AuditEntry> Entries { get; } = [];

    /// <summary>Every question fails with it, as while the database is gone.</summary>
    public Exception? Failure { get; set; }

    public ClientQuery? LastQuery { get; private set; }

    public Client this[string id] => _clients[id];

    public void Put(Client client) => _clients[client.Id] = client;

    /// <summary>What another administrator saves: the next version, announced.</summary>
    public void SaveElsewhere(Client client, string by)
    {
        _clients[client.Id] = client with { Version = client.Version + 1, UpdatedBy = by };
        Changed?.Invoke(client.Id);
    }

    public Task<Client?> FindAsync(string id, CancellationToken ct) => Answer(_clients.GetValueOrDefault(id));

    ValueTask<Client?> IClientDirectory.FindAsync(string id, CancellationToken ct) => new(_clients.GetValueOrDefault(id));

    public Task<ClientPage> ListAsync(ClientQuery query, CancellationToken ct)
    {
        LastQuery = query.Count == 1 ? LastQuery : query;
        var now = new DateTimeOffset(2026, 11, 23, 14, 32, 0, TimeSpan.Zero);
        var found = _clients.Values.Where(client =>
            (client.Name + client.Id).Contains(query.Search, StringComparison.OrdinalIgnoreCase)
            && (query.Kind is null || client.Kind == query.Kind)
            && (query.GrantType is null || client.AllowsGrant(query.GrantType))
            && (query.Secrets is null || client.Health(now) == query.Secrets)).ToList();
        return Answer(new ClientPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public IAsyncEnumerable<Client> StreamAsync(CancellationToken ct) => _clients.Values.ToAsyncEnumerable();

    public Task<int> CountAsync(CancellationToken ct) => Answer(_clients.Count);

    public Task<bool> AddAsync(Client client, AuditEntry entry, CancellationToken ct) =>
        Answer(_clients.TryAdd(client.Id, client) && Record(client.Id, entry));

    public Task<bool> UpdateAsync(Client client, AuditEntry entry, CancellationToken ct)
    {
        if (_clients.GetValueOrDefault(client.Id)?.Version != client.Version - 1)
        {
            return Answer(false);
        }

        _clients[client.Id] = client;
        return Answer(Record(client.Id, entry));
    }

    public Task<bool> DeleteAsync(string id, long version, AuditEntry entry, CancellationToken ct) =>
        Answer(_clients.GetValueOrDefault(id)?.Version == version && _clients.Remove(id) && Record(id, entry));

    public Task AppendAsync(AuditEntry entry, CancellationToken ct)
    {
        Entries.Insert(0, entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string subjectType, string subjectId, int count, CancellationToken ct) =>
        Answer<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.SubjectId == subjectId).Take(count)]);

    private bool Record(string id, AuditEntry entry)
    {
        Entries.Insert(0, entry);
        Changed?.Invoke(id);
        return true;
    }

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}

/// <summary>What clients have done, as a test says it.</summary>
internal sealed class ActivityShelf : IActivityReader
{
    public event Action? Changed;

    public List<HourCount> Hours { get; } = [];

    public Dictionary<string, ClientActivity> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>Single uses with their time in <see cref="SecretUse.LastAt"/>; a question sums those since its beginning.</summary>
    public List<SecretUse> Uses { get; } = [];

    public List<RefusalCount> Refusals { get; } = [];

    public void Nudge() => Changed?.Invoke();

    public Task<IReadOnlyList<HourCount>> HoursAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<HourCount>>(Hours);

    public Task<IReadOnlyDictionary<string, ClientActivity>> ClientsAsync(
        IReadOnlyCollection<string> clientIds, DateTimeOffset from, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, ClientActivity>>(
            Clients.Where(client => clientIds.Contains(client.Key)).ToDictionary(StringComparer.Ordinal));

    public Task<IReadOnlyList<SecretUse>> SecretUsesAsync(string clientId, DateTimeOffset from, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SecretUse>>(
        [
            .. Uses.Where(use => use.LastAt >= from).GroupBy(use => (use.SecretId, use.Address))
                .Select(uses => new SecretUse(uses.Key.SecretId, uses.Key.Address, uses.Sum(use => use.Count), uses.Max(use => use.LastAt))),
        ]);

    public Task<IReadOnlyList<RefusalCount>> RefusalsAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<RefusalCount>>([.. Refusals.Where(refusal => filter.ClientId is null || refusal.ClientId == filter.ClientId)]);

    public Task<IReadOnlyDictionary<string, long>> IssuedByClientAsync(string grantType, DateTimeOffset from, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
}

/// <summary>Answers trials with what a test prepared, in order, the last again and again; remembers what was asked.</summary>
internal sealed class TrialShelf : ITrialSender
{
    private readonly Queue<TrialResult> _next = new();

    /// <summary>What the last request got.</summary>
    public TrialResult? Result { get; set; }

    public List<TrialRequest> Asked { get; } = [];

    public IReadOnlyList<string> AskedScopes => Asked[^1].Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void Then(params TrialResult[] results) => Array.ForEach(results, _next.Enqueue);

    public Task<TrialResult> SendAsync(TrialRequest request, Administrator actor, CancellationToken ct)
    {
        Asked.Add(request);
        return Task.FromResult(_next.TryDequeue(out var next) ? Result = next : Result!);
    }
}

/// <summary>A server that can serve client_credentials and nothing else yet, with that grant on.</summary>
internal sealed class FixedPolicy : IServerPolicySource
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ServerPolicy Current { get; } = ServerPolicy.Compute(
        new FileSettings { Issuer = new Issuer("https://id.example.com/dex"), GrantTypes = [GrantTypes.ClientCredentials] },
        ConsoleSettings.Empty, new ServerCapabilities([GrantTypes.ClientCredentials]), _ => null);
}
