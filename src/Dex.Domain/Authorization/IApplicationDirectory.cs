using Dex.Domain.Clients;
using Dex.Domain.Connectors;

namespace Dex.Domain.Authorization;

/// <summary>
/// Who may send people to the authorization endpoint, and with which connectors they then sign in: the registered clients, and the
/// console where there is one.
/// </summary>
public interface IApplicationDirectory
{
    /// <summary>Null when no client has this id.</summary>
    ValueTask<Client?> FindAsync(string clientId, CancellationToken ct);

    /// <summary>
    /// The connectors that this client may use, before any grant gate, in no particular order. For the console: those that its
    /// administrators can come by.
    /// </summary>
    ValueTask<IReadOnlyList<ConnectorDescription>> ConnectorsOfAsync(Client client, CancellationToken ct);
}
