using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Connectors.Local;
using Dex.Infrastructure.Connectors.Mock;
using Dex.Infrastructure.Connectors.Oidc;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Connectors;

/// <summary>Opens a connector of the configuration: one line per type that this server can serve.</summary>
public sealed class ConnectorFactory(LocalLogin localLogin, TimeProvider clock, ILogger<ConnectorFactory> logger)
{
    /// <exception cref="ConnectorException">It cannot be opened now; it may be tried again.</exception>
    internal Task<IConnector> OpenAsync(ConnectorDescription description, ConnectorSettings settings, CancellationToken ct) => settings switch
    {
        MockCallbackSettings => Opened(new MockCallbackConnector(description)),
        MockPasswordSettings mock => Opened(new MockPasswordConnector(description, mock.Username, mock.Password)),
        OidcSettings oidc => OpenAsync(description, oidc, ct),
        _ => throw new ConnectorException($"the connector type {description.Type} is unknown"),
    };

    internal IConnector OpenLocal(bool isEnabled) => new LocalConnector(localLogin, isEnabled);

    private static Task<IConnector> Opened(IConnector connector) => Task.FromResult(connector);

    private async Task<IConnector> OpenAsync(ConnectorDescription description, OidcSettings settings, CancellationToken ct)
    {
        var http = UpstreamHttp.Create(settings.RootCas, settings.InsecureSkipVerify);
        try
        {
            return new OidcConnector(description, settings, await OidcProvider.DiscoverAsync(description, settings, http, logger, ct), http, clock);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }
}
