using System.Globalization;
using System.Text;

namespace Dex.Domain.Refusals;

/// <summary>Makes text that a stranger sent fit to stand in a log line or on a page: cut, control characters escaped.</summary>
public static class RefusalText
{
    /// <summary>Characters kept of one value.</summary>
    public const int Limit = 120;

    public static string Clip(string text)
    {
        var harmless = text.Length <= Limit;
        for (var i = 0; harmless && i < text.Length; i++)
        {
            harmless = IsHarmless(text[i]);
        }

        return harmless ? text : Escape(text);
    }

    /// <summary>Values as a list in square brackets, each quoted: <c>["a" "b"]</c>.</summary>
    public static string List(IEnumerable<string> values) => "[" + string.Join(' ', values.Select(value => $"\"{value}\"")) + "]";

    private static bool IsHarmless(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not
            (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Escape(string text)
    {
        var clipped = new StringBuilder();
        foreach (var c in text)
        {
            if (clipped.Length >= Limit)
            {
                return clipped.Append('…').ToString();
            }

            if (IsHarmless(c))
            {
                clipped.Append(c);
            }
            else
            {
                clipped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return clipped.ToString();
    }
}
