namespace Dex.Web.Components.Parts;

/// <summary>One step of the path that the app bar shows.</summary>
/// <param name="Text">The words.</param>
/// <param name="Href">Relative to the console's path; null for a step that is no page.</param>
public sealed record Crumb(string Text, string? Href = null);
