namespace Dex.Domain.Connectors;

/// <summary>The connectors of this server. A connector that could not be opened at start is tried again at each use.</summary>
public interface IConnectorDirectory
{
    /// <summary>What applications may use, the password database among them where it is enabled. Empty: machines only.</summary>
    ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct);

    /// <summary>
    /// The opened connector; null when no connector has this id. <see cref="ConnectorDescription.Local"/> always opens: where the
    /// password database is not enabled it lets administrators in and nobody else.
    /// </summary>
    /// <exception cref="ConnectorException">It exists and cannot be opened.</exception>
    ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct);
}
