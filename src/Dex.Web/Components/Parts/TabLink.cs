namespace Dex.Web.Components.Parts;

/// <summary>One tab of <see cref="RoutedTabs"/>.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address, relative to the console's path.</param>
public sealed record TabLink(string Text, string Href)
{
    /// <summary>A shape when its content needs attention; null draws none.</summary>
    public StatusKind? Shape { get; init; }
}
