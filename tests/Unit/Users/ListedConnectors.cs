using Dex.Domain.Connectors;

namespace Dex.Tests.Unit.Users;

/// <summary>Connectors that are listed and that nobody opens.</summary>
internal sealed class ListedConnectors(params ConnectorDescription[] connectors) : IConnectorDirectory
{
    public List<ConnectorDescription> Listed { get; } = [.. connectors];

    public static ConnectorDescription Local { get; } = new(ConnectorDescription.Local, ConnectorDescription.Local, "Email");

    public ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) => new(Listed);

    public ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct) => new((IConnector?)null);
}
