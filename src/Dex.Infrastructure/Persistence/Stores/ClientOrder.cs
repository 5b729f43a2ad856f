using Dex.Domain.Clients;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>A client with what a list sorts by beyond the client itself.</summary>
internal sealed class ListedClient
{
    /// <summary>The attention of a client that needs no decision.</summary>
    public const int Calm = (int)SecretHealth.Rotating;

    public required Client Client { get; init; }

    /// <summary>The name in lower case.</summary>
    public required string NameKey { get; init; }

    /// <summary>A <see cref="SecretHealth"/>.</summary>
    public int Health { get; init; }

    /// <summary>The health where it asks for a decision about an enabled client; else <see cref="Calm"/>.</summary>
    public int Attention { get; init; }

    /// <summary>Before all time when there was none.</summary>
    public DateTimeOffset LastIssuedAt { get; init; }

    public static ListedClient Of(Client client, DateTimeOffset now, DateTimeOffset? lastIssuedAt)
    {
        var health = (int)client.Health(now);
        return new ListedClient
        {
            Client = client,
            NameKey = ClientShadow.NameKey(client),
            Health = health,
            Attention = client.Enabled ? Math.Min(health, Calm) : Calm,
            LastIssuedAt = lastIssuedAt ?? DateTimeOffset.UnixEpoch,
        };
    }
}

/// <summary>The orders of the client list, as the database sorts and as memory does, so that clients of the file fall into place among stored ones.</summary>
internal sealed class ClientOrder(ClientSort sort, bool descending) : IComparer<ListedClient>
{
    /// <summary>By code point: the byte order of UTF-8, which is how the databases compare.</summary>
    public static IComparer<string> Text { get; } = Comparer<string>.Create(CompareText);

    public IOrderedQueryable<ListedClient> Sort(IQueryable<ListedClient> listed) => (sort, descending) switch
    {
        (ClientSort.Name, false) => listed.OrderBy(one => one.NameKey).ThenBy(one => one.Client.Id),
        (ClientSort.Name, true) => listed.OrderByDescending(one => one.NameKey).ThenBy(one => one.Client.Id),
        (ClientSort.Kind, false) => listed.OrderBy(one => one.Client.Kind).ThenBy(one => one.NameKey).ThenBy(one => one.Client.Id),
        (ClientSort.Kind, true) => listed.OrderByDescending(one => one.Client.Kind).ThenByDescending(one => one.NameKey).ThenBy(one => one.Client.Id),
        (ClientSort.LastToken, false) => listed.OrderBy(one => one.LastIssuedAt).ThenBy(one => one.Client.Id),
        (ClientSort.LastToken, true) => listed.OrderByDescending(one => one.LastIssuedAt).ThenBy(one => one.Client.Id),
        (_, false) => listed.OrderBy(one => one.Attention).ThenByDescending(one => one.LastIssuedAt).ThenBy(one => one.Client.Id),
        (_, true) => listed.OrderByDescending(one => one.Attention).ThenBy(one => one.LastIssuedAt).ThenBy(one => one.Client.Id),
    };

    public int Compare(ListedClient? x, ListedClient? y)
    {
        var order = CompareKeys(x!, y!);
        return order != 0 ? (descending ? -order : order) : Text.Compare(x!.Client.Id, y!.Client.Id);
    }

    private int CompareKeys(ListedClient x, ListedClient y) => sort switch
    {
        ClientSort.Name => Text.Compare(x.NameKey, y.NameKey),
        ClientSort.Kind => FirstOf(((int)x.Client.Kind).CompareTo((int)y.Client.Kind), Text.Compare(x.NameKey, y.NameKey)),
        ClientSort.LastToken => x.LastIssuedAt.CompareTo(y.LastIssuedAt),
        _ => FirstOf(x.Attention.CompareTo(y.Attention), y.LastIssuedAt.CompareTo(x.LastIssuedAt)),
    };

    private static int FirstOf(int first, int second) => first != 0 ? first : second;

    private static int CompareText(string x, string y)
    {
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            if (x[i] != y[i])
            {
                return Weight(x[i]) - Weight(y[i]);
            }
        }

        return x.Length - y.Length;
    }

    // Surrogates stand for code points above all others, though their own numbers are lower.
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
