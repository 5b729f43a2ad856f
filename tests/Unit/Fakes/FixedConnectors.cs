using Dex.Domain.Connectors;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The connectors that a test names, of which it may break some.</summary>
internal sealed class FixedConnectors(params IConnector[] connectors) : IConnectorDirectory
{
    /// <summary>Ids of connectors that exist and cannot be opened.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of connectors that open and are not listed, as the password database that is not enabled.</summary>
    public HashSet<string> Unlisted { get; } = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) =>
        new([.. connectors.Select(connector => connector.Description).Where(description => !Unlisted.Contains(description.Id))]);

    public ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct) => Broken.Contains(id)
        ? ValueTask.FromException<IConnector?>(new ConnectorException($"connector {id} is broken"))
        : new(Array.Find(connectors, connector => connector.Description.Id == id));
}
