using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>Where the console is on this host.</summary>
/// <param name="Path">Such as <c>/console</c>; null where there is none.</param>
public sealed record ConsolePlace(string? Path);

/// <summary>The console as an application of this provider: the client that it is, and the connectors that administrators come by.</summary>
public sealed class ConsoleApplication(ConsolePlace place, AdministratorList administrators, IConnectorDirectory connectors, ILocalUserStore users)
{
    /// <summary>Null for every other id, and for the console's where there is no console.</summary>
    public Client? Find(string clientId) =>
        clientId == ConsoleClient.Id && place.Path is { } path ? ConsoleClient.At(path) : null;

    /// <summary>Never empty: where nobody is an administrator yet, the password page stands there and lets nobody in.</summary>
    public async ValueTask<IReadOnlyList<ConnectorDescription>> ConnectorsAsync(CancellationToken ct)
    {
        var configured = await connectors.ListAsync(ct);
        var expected = administrators.ConnectorsOf(AdministratorRights.OnlyOf(configured)).ToHashSet(StringComparer.Ordinal);
        List<ConnectorDescription> found = [.. configured.Where(connector => expected.Contains(connector.Id))];
        var wantsLocal = found.Count == 0 || expected.Contains(ConnectorDescription.Local) || await users.AnyAdministratorAsync(ct);
        if (wantsLocal && !found.Exists(connector => connector.Id == ConnectorDescription.Local)
            && await connectors.OpenAsync(ConnectorDescription.Local, ct) is { } local)
        {
            found.Add(local.Description);
        }

        return found;
    }
}
