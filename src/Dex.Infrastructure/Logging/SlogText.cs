using System.Globalization;
using System.Text;

namespace Dex.Infrastructure.Logging;

/// <summary>Writes one record as <c>time=… level=INFO msg="…" key=value</c>, quoting as Go does.</summary>
internal static class SlogText
{
    public static string Write(DateTimeOffset time, SlogLevel level, string message, IEnumerable<SlogAttribute> attributes)
    {
        var line = new StringBuilder();
        line.Append("time=").Append(SlogAttribute.TimeText(time, "fff"));
        line.Append(" level=").Append(level);
        line.Append(" msg=");
        AppendQuoted(line, message);
        foreach (var attribute in attributes)
        {
            Append(line, "", attribute);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, string prefix, SlogAttribute attribute)
    {
        if (attribute.Group is { } members)
        {
            foreach (var member in members)
            {
                Append(line, $"{prefix}{attribute.Key}.", member);
            }

            return;
        }

        line.Append(' ');
        AppendQuoted(line, prefix + attribute.Key);
        line.Append('=');
        AppendQuoted(line, SlogAttribute.TextOf(attribute.Value));
    }

    private static void AppendQuoted(StringBuilder line, string text)
    {
        if (!NeedsQuotes(text))
        {
            line.Append(text);
            return;
        }

        line.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            line.Append(Escaped(rune));
        }

        line.Append('"');
    }

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || text.EnumerateRunes().Any(rune => rune.Value is '"' or '=' or ' ' or '\uFFFD' || !IsPrintable(rune));

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        _ when IsPrintable(rune) => rune.ToString(),
        < 0x80 => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
    };

    /// <summary>Go's notion: letters, marks, numbers, punctuation, symbols, and of the spaces only the ordinary one.</summary>
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
