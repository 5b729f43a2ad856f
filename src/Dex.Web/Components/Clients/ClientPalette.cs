using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>Clients in the palette, found by name, id or secret label, and the way to a new one.</summary>
internal sealed class ClientPalette(IClientStore clients) : IPaletteSource
{
    private const int Shown = 6;

    public async ValueTask<IReadOnlyList<PaletteCommand>> FindAsync(string query, CancellationToken ct)
    {
        var found = new List<PaletteCommand>();
        if (query.Length == 0 || "New client".Contains(query, StringComparison.OrdinalIgnoreCase))
        {
            found.Add(new PaletteCommand("Actions", "New client", ClientAddress.New) { Keys = "n", Icon = Icons.Plus });
        }

        if (query.Length == 0)
        {
            return found;
        }

        try
        {
            var page = await clients.ListAsync(new ClientQuery { Search = query, Sort = ClientSort.Name, Count = Shown }, ct);
            found.InsertRange(0, page.Items.Select(client =>
                new PaletteCommand("Clients", client.Name, ClientAddress.Of(client.Id)) { Hint = client.Id, Icon = Icons.Clients }));
        }
        catch (StorageUnavailableException)
        {
            // The page itself says that the database does not answer; the palette offers what it has.
        }

        return found;
    }
}
