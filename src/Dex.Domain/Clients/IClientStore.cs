using Dex.Domain.Audit;

namespace Dex.Domain.Clients;

/// <summary>All clients, those of the configuration file layered over the stored ones. Read fresh; not for the hot path.</summary>
public interface IClientStore
{
    /// <summary>Null when absent. A client of the file hides a stored one with the same id.</summary>
    Task<Client?> FindAsync(string id, CancellationToken ct);

    Task<ClientPage> ListAsync(ClientQuery query, CancellationToken ct);

    /// <summary>Every client that passes the filter, for previews of consequences; streamed in id order.</summary>
    IAsyncEnumerable<Client> StreamAsync(CancellationToken ct);

    Task<int> CountAsync(CancellationToken ct);

    /// <summary>Stores version 1. False when the id is taken, also by a client of the file.</summary>
    Task<bool> AddAsync(Client client, AuditEntry entry, CancellationToken ct);

    /// <summary>Stores <paramref name="client"/>, whose version must be one above the stored one. False when it is not (somebody else saved) or the client is gone.</summary>
    Task<bool> UpdateAsync(Client client, AuditEntry entry, CancellationToken ct);

    /// <summary>False when absent or of another version.</summary>
    Task<bool> DeleteAsync(string id, long version, AuditEntry entry, CancellationToken ct);
}

/// <summary>Clients for the hot path: cached, misses too, at most a second behind a change elsewhere and never behind one on this node.</summary>
public interface IClientDirectory
{
    /// <summary>Null when absent, or when the id could not be one.</summary>
    ValueTask<Client?> FindAsync(string id, CancellationToken ct);

    /// <summary>Raised with the id after a client was added, changed or removed on any node; null when many changed.</summary>
    event Action<string?>? Changed;
}

/// <summary>What the console's client list asks for.</summary>
public sealed record ClientQuery
{
    /// <summary>Part of name, id or secret label, without regard to case; empty: all.</summary>
    public string Search { get; init; } = "";

    public ClientKind? Kind { get; init; }

    /// <summary>Clients that may use this grant (their list has it, or they have none); null: all.</summary>
    public string? GrantType { get; init; }

    public SecretHealth? Secrets { get; init; }

    public ClientSort Sort { get; init; }

    public bool Descending { get; init; }

    public int Offset { get; init; }

    public int Count { get; init; } = 25;
}

public enum ClientSort
{
    /// <summary>What needs a decision first, then the last token, newest first.</summary>
    Attention,
    Name,
    Kind,
    LastToken,
}

/// <summary>The worst that can be said of a client's secrets, from bad to good.</summary>
public enum SecretHealth
{
    /// <summary>A confidential client without a live secret.</summary>
    NoneLive,

    /// <summary>The last live secret ends within fourteen days.</summary>
    Expiring,

    /// <summary>A live secret is weak.</summary>
    Weak,

    /// <summary>Two or more are live.</summary>
    Rotating,
    Live,

    /// <summary>A public client without a secret.</summary>
    NotNeeded,
}

/// <summary>One page of clients.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record ClientPage(IReadOnlyList<Client> Items, int Total);
