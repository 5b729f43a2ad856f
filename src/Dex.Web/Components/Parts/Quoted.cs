using System.Globalization;
using System.Text;

namespace Dex.Web.Components.Parts;

/// <summary>A value as a literal of a language, so that what an administrator typed cannot end it and become code.</summary>
public static class Quoted
{
    private const string PlainMarks = "._~-";

    /// <summary>True when the value means itself in a shell, in a URL and in every language.</summary>
    public static bool IsPlain(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || PlainMarks.Contains(c, StringComparison.Ordinal));

    /// <summary>A word of a POSIX shell: as it is when plain (<paramref name="alsoPlain"/> counting too), in single quotes otherwise.</summary>
    public static string Shell(string value, string alsoPlain = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > 0 && IsPlain(string.Concat(value.Where(c => !alsoPlain.Contains(c, StringComparison.Ordinal))))
            ? value
            : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>A PowerShell string. PowerShell ends it at typographic quotation marks as well.</summary>
    public static string PowerShell(string value) => $"'{string.Concat(value.Select(c => c is '\'' or (>= '\u2018' and <= '\u201B') ? $"{c}{c}" : $"{c}"))}'";

    /// <summary>A string of C#, Go and Python, which agree on these escapes.</summary>
    public static string Code(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
