using Dex.Domain.Clients;
using Dex.Domain.Refusals;

namespace Dex.Web.Components.Refusals;

/// <summary>Who stands behind the client ids of some refusals.</summary>
public sealed class RefusalNames
{
    private readonly Dictionary<string, Client> _clients = new(StringComparer.Ordinal);

    public static async Task<RefusalNames> ReadAsync(IEnumerable<RefusalRecord> records, IClientDirectory directory, CancellationToken ct)
    {
        var names = new RefusalNames();
        foreach (var id in records.Select(record => record.Claimed).Where(id => id.Length > 0 && id != ConsoleClient.Id).Distinct(StringComparer.Ordinal))
        {
            if (await directory.FindAsync(id, ct) is { } client)
            {
                names._clients[id] = client;
            }
        }

        return names;
    }

    /// <summary>Null when no client has the id.</summary>
    public Client? Find(string id) => _clients.GetValueOrDefault(id);

    /// <summary>What people call it; the id itself when no client has it.</summary>
    public string Of(string id) => id == ConsoleClient.Id ? "this console" : Find(id)?.Name ?? id;
}
