using Dex.Domain.Clients;

namespace Dex.Web.Components.Tokens;

/// <summary>The names of the clients that rows speak of.</summary>
internal static class ClientNames
{
    /// <summary>By id; a client that is gone is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(IClientStore clients, IEnumerable<string> ids, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await clients.FindAsync(id, ct) is { } client)
            {
                names[id] = client.Name;
            }
        }

        return names;
    }
}
