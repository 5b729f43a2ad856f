using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Connectors.Local;
using Dex.Infrastructure.Connectors.Mock;

namespace Dex.Infrastructure.Connectors;

/// <summary>Opens a connector of the configuration: one line per type that this server can serve.</summary>
public sealed class ConnectorFactory(LocalLogin localLogin)
{
    /// <exception cref="ConnectorException">It cannot be opened now; it may be tried again.</exception>
    internal static Task<IConnector> OpenAsync(ConnectorDescription description, ConnectorSettings settings, CancellationToken ct) => settings switch
    {
        MockCallbackSettings => Opened(new MockCallbackConnector(description)),
        MockPasswordSettings mock => Opened(new MockPasswordConnector(description, mock.Username, mock.Password)),
        _ => throw new ConnectorException($"the connector type {description.Type} is unknown"),
    };

    internal IConnector OpenLocal(bool isEnabled) => new LocalConnector(localLogin, isEnabled);

    private static Task<IConnector> Opened(IConnector connector) => Task.FromResult(connector);
}
