using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;

namespace Dex.Domain.Authorization;

/// <summary>The registered clients with the connectors that each allows, and the console where there is one.</summary>
public sealed class ApplicationDirectory(IClientDirectory clients, IConnectorDirectory connectors, ConsoleApplication console) : IApplicationDirectory
{
    public async ValueTask<Client?> FindAsync(string clientId, CancellationToken ct) =>
        console.Find(clientId) ?? await clients.FindAsync(clientId, ct);

    public async ValueTask<IReadOnlyList<ConnectorDescription>> ConnectorsOfAsync(Client client, CancellationToken ct)
    {
        if (ConsoleClient.Is(client))
        {
            return await console.ConnectorsAsync(ct);
        }

        var all = await connectors.ListAsync(ct);
        return client.AllowedConnectors.IsEmpty
            ? all
            : [.. all.Where(connector => client.AllowedConnectors.Contains(connector.Id, StringComparer.Ordinal))];
    }
}
