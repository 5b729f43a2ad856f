using System.Globalization;

namespace Dex.Web.Components.Parts;

/// <summary>Where in a list one is, as the address says it.</summary>
/// <param name="Page">From one.</param>
/// <param name="Rows">How many rows a page has.</param>
public sealed record Paging(int Page, int Rows)
{
    public const int DefaultRows = 25;

    private const int LastPage = 1_000_000;

    public static IReadOnlyList<int> RowChoices { get; } = [10, 25, 50, 100];

    public static Paging Start { get; } = new(1, DefaultRows);

    public int Offset => (Page - 1) * Rows;

    /// <summary>What the address needs to say; null for what is as usual.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query =>
    [
        ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        ("rows", Rows != DefaultRows ? Rows.ToString(CultureInfo.InvariantCulture) : null),
    ];

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static Paging Read(string? page, string? rows) => new(
        Math.Max(Number(page) ?? 1, 1), Number(rows) is { } count && RowChoices.Contains(count) ? count : DefaultRows);

    /// <summary>The address of a list in a state; parts without a value are left out.</summary>
    public static string Address(string path, IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LastPage ? number : null;
}
