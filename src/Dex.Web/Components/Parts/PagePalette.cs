using Dex.Web.Components.Layout;

namespace Dex.Web.Components.Parts;

/// <summary>The pages of the console as palette commands.</summary>
public sealed class PagePalette : IPaletteSource
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PaletteCommand>> FindAsync(string query, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<PaletteCommand>>(
        [
            .. ConsolePages.All
                .Where(page => page.Text.Contains(query, StringComparison.OrdinalIgnoreCase))
                .Select(page => new PaletteCommand("Pages", page.Text, page.Href) { Icon = page.Icon, Keys = page.Keys }),
        ]);
}
