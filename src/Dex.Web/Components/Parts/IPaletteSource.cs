namespace Dex.Web.Components.Parts;

/// <summary>One line of the palette.</summary>
/// <param name="Group">The heading it stands under: Pages, Clients, Keys, Actions.</param>
/// <param name="Text">What people call it.</param>
/// <param name="Href">Where choosing it goes, relative to the console's path.</param>
public sealed record PaletteCommand(string Group, string Text, string Href)
{
    /// <summary>An identifier or remark shown in small; searched too.</summary>
    public string? Hint { get; init; }

    /// <summary>Its own shortcut, for example <c>g c</c>; null when it has none.</summary>
    public string? Keys { get; init; }

    /// <summary>An icon; null draws none.</summary>
    public string? Icon { get; init; }
}

/// <summary>Somebody who can say where one may go. Every registered source is asked at every keystroke.</summary>
public interface IPaletteSource
{
    /// <summary>The commands that fit what was typed, best first, a handful at most; an empty query asks for what is worth offering unasked.</summary>
    ValueTask<IReadOnlyList<PaletteCommand>> FindAsync(string query, CancellationToken ct);
}
