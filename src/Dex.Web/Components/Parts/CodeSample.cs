namespace Dex.Web.Components.Parts;

/// <summary>One tab of <see cref="Snippet"/>.</summary>
/// <param name="Name">The tab's name.</param>
/// <param name="Code">What is shown and copied.</param>
public sealed record CodeSample(string Name, string Code);
