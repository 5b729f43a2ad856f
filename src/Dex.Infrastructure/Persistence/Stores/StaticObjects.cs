using System.Collections.Frozen;
using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.Users;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The clients of the configuration file. Of several with one id the last counts.</summary>
public sealed class StaticClients(IEnumerable<Client> clients)
{
    private readonly FrozenDictionary<string, Client> _byId = LastOfEach(clients).ToFrozenDictionary(client => client.Id, StringComparer.Ordinal);

    public static StaticClients None { get; } = new([]);

    /// <summary>In id order.</summary>
    public ImmutableArray<Client> All => [.. _byId.Values.OrderBy(client => client.Id, ClientOrder.Text)];

    public Client? Find(string id) => _byId.GetValueOrDefault(id);

    private static IEnumerable<Client> LastOfEach(IEnumerable<Client> clients) =>
        clients.GroupBy(client => client.Id, StringComparer.Ordinal).Select(same => same.Last());
}

/// <summary>The accounts of the configuration file, by lower-case address.</summary>
public sealed class StaticUsers(IEnumerable<LocalUser> users)
{
    private readonly FrozenDictionary<string, LocalUser> _byEmail = users
        .GroupBy(user => LocalUserStore.Key(user.Email), StringComparer.Ordinal)
        .ToFrozenDictionary(same => same.Key, same => same.Last() with { Email = same.Key, IsFromFile = true }, StringComparer.Ordinal);

    public static StaticUsers None { get; } = new([]);

    /// <summary>By address.</summary>
    public ImmutableArray<LocalUser> All => [.. _byEmail.Values.OrderBy(user => user.Email, ClientOrder.Text)];

    /// <param name="email">In lower case.</param>
    public LocalUser? Find(string email) => _byEmail.GetValueOrDefault(email);
}
