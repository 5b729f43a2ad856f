using System.Collections.Immutable;
using Dex.Domain.Connectors;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Connectors;

/// <summary>A connector of the configuration that this version can serve.</summary>
internal sealed record ConnectorEntry(ConnectorDescription Description, ConnectorSettings Settings)
{
    /// <summary>In file order; of several with one id the last, and none of a type that is left out.</summary>
    public static ImmutableArray<ConnectorEntry> Of(DexConfiguration configuration) =>
    [
        .. configuration.Connectors
            .GroupBy(connector => connector.Id, StringComparer.Ordinal)
            .Select(connectors => connectors.Last())
            .Where(connector => connector.Settings is not null)
            .Select(connector => new ConnectorEntry(
                new ConnectorDescription(connector.Id, connector.Type, connector.Name) { GrantTypes = [.. connector.GrantTypes] },
                connector.Settings!)),
    ];
}
