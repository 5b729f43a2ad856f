namespace Dex.Web.Components.Parts;

/// <summary>One line of <see cref="StackedLines"/>.</summary>
/// <param name="Name">As the legend says it; a grant's spec name.</param>
/// <param name="Values">One figure per slot, oldest first; every series has as many.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> Values);
