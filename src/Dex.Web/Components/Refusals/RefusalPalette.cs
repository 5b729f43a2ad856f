using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Refusals;

/// <summary>Leads from a trace id, pasted alone or with what stood around it, to why the request was refused.</summary>
internal sealed class RefusalPalette : IPaletteSource
{
    public ValueTask<IReadOnlyList<PaletteCommand>> FindAsync(string query, CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<PaletteCommand>>(
        RefusalAddress.TraceIn(query) is { } trace
            ? [new PaletteCommand("Refusals", "Why it was refused", RefusalAddress.Of(trace)) { Hint = trace, Icon = Icons.Refusals }]
            : []);
}
