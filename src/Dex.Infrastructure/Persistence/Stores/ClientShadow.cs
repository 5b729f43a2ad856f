using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>What is stored of a client besides the client, so that the database can search, filter and sort.</summary>
internal static class ClientShadow
{
    public static string NameKey(Client client) => client.Name.ToLowerInvariant();

    public static string SearchText(Client client) =>
        string.Join('\n', [client.Name, client.Id, .. client.Secrets.Select(secret => secret.Label)]).ToLowerInvariant();

    public static string? GrantsText(Client client) =>
        client.AllowedGrantTypes is { } grants ? string.Concat(grants.Select(Delimited)) : null;

    /// <summary>How a grant stands in <see cref="GrantsText"/>.</summary>
    public static string Delimited(string grantType) => $"\n{grantType}\n";

    public static void Fill(EntityEntry<Client> entry)
    {
        entry.Property(ClientConfiguration.NameKey).CurrentValue = NameKey(entry.Entity);
        entry.Property(ClientConfiguration.SearchText).CurrentValue = SearchText(entry.Entity);
        entry.Property(ClientConfiguration.GrantsText).CurrentValue = GrantsText(entry.Entity);
    }

    /// <summary>A deactivated secret never authenticates again, so it has no window.</summary>
    public static IEnumerable<SecretWindow> Windows(Client client) => client.Secrets
        .Where(secret => secret.DeactivatedAt is null)
        .Select(secret => new SecretWindow
        {
            ClientId = client.Id,
            SecretId = secret.Id,
            NotBefore = secret.NotBefore,
            ExpiresAt = secret.ExpiresAt,
            IsWeak = secret.IsWeak,
        });
}
