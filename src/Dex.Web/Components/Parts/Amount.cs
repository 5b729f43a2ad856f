using System.Globalization;

namespace Dex.Web.Components.Parts;

/// <summary>Numbers as people say them.</summary>
public static class Amount
{
    private static readonly string[] _small =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

    /// <summary>Grouped by the reader's locale.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>"1 client", "14 clients".</summary>
    public static string Of(long number, string one, string many) => $"{Of(number)} {(number == 1 ? one : many)}";

    /// <summary>"No", "One" to "Twelve", then figures: how a sentence begins.</summary>
    public static string InWords(long number) => number is >= 0 and <= 12 ? _small[number] : Of(number);

    /// <summary>A per cent figure with one decimal, "96.2%"; whole where nothing is lost.</summary>
    public static string Share(double share) => share.ToString(share is 0 or 1 ? "P0" : "P1", CultureInfo.CurrentCulture).Replace("\u00A0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
