using System.Collections.Immutable;

namespace Dex.Domain.Connectors;

/// <summary>An upstream identity source as it is configured: what a chooser shows and the gates ask, without opening it.</summary>
/// <param name="Id">Stands in addresses, in <c>sub</c> and in storage; never empty.</param>
/// <param name="Type">dex's name of the type, such as <c>oidc</c>.</param>
/// <param name="Name">Shown to people; never empty.</param>
public sealed record ConnectorDescription(string Id, string Type, string Name)
{
    /// <summary>The id and type of the connector over the password database, which no other connector may have.</summary>
    public const string Local = "local";

    /// <summary>The flows it may serve, by grant type; empty: all of them.</summary>
    public ImmutableArray<string> GrantTypes { get; init; } = [];

    public bool AllowsGrant(string grantType) => GrantTypes.IsEmpty || GrantTypes.Contains(grantType, StringComparer.Ordinal);
}
