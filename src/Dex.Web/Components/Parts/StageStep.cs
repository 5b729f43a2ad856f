namespace Dex.Web.Components.Parts;

/// <summary>One of the dots of <see cref="StageTrack"/>.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Version">The version in which it began or will begin; null when that is not planned.</param>
public sealed record StageStep(string Name, string? Version);
