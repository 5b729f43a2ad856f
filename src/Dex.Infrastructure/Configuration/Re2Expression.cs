using System.Text;
using System.Text.RegularExpressions;

namespace Dex.Infrastructure.Configuration;

/// <summary>
/// A regular expression as dex's operators write it (RE2). It runs in linear time, so that no group name of a provider can keep the server
/// busy; look-around and back-references, which RE2 lacks too, are refused.
/// </summary>
internal static class Re2Expression
{
    private static readonly (string Posix, string Set)[] Classes =
    [
        ("[:alnum:]", "0-9A-Za-z"), ("[:alpha:]", "A-Za-z"), ("[:digit:]", "0-9"), ("[:lower:]", "a-z"), ("[:upper:]", "A-Z"),
        ("[:space:]", @"\t\n\v\f\r "), ("[:word:]", "0-9A-Za-z_"), ("[:xdigit:]", "0-9A-Fa-f"), ("[:punct:]", @"!-/:-@\[-`{-~"),
    ];

    /// <summary>Null when the text is no such expression.</summary>
    public static Regex? TryCompile(string pattern)
    {
        try
        {
            return new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The few things that .NET writes in another way; a lone <c>$</c> there also matches before a final line break.</summary>
    private static string Translate(string pattern)
    {
        var isMultiline = Regex.IsMatch(pattern, @"\(\?[a-zA-Z]*m");
        var translated = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                var isShortProperty = rest[1] is 'p' or 'P' && rest.Length > 2 && rest[2] != '{';
                translated.Append(isShortProperty ? $"\\{rest[1]}{{{rest[2]}}}" : rest[..2]);
                i += isShortProperty ? 2 : 1;
            }
            else if (inClass)
            {
                var named = Array.Find(Classes, named => pattern.AsSpan(i).StartsWith(named.Posix, StringComparison.Ordinal));
                translated.Append(named.Posix is null ? rest[..1] : named.Set);
                inClass = rest[0] != ']';
                i += named.Posix is null ? 0 : named.Posix.Length - 1;
            }
            else if (rest[0] == '[')
            {
                // A bracket that stands first belongs to the set.
                var start = rest.StartsWith("[^]") ? 3 : rest.StartsWith("[]") ? 2 : 1;
                translated.Append(start switch { 3 => @"[^\]", 2 => @"[\]", _ => "[" });
                (inClass, i) = (true, i + start - 1);
            }
            else
            {
                var isNamedGroup = rest.StartsWith("(?P<");
                translated.Append(isNamedGroup ? "(?<" : rest[0] == '$' && !isMultiline ? @"\z" : rest[..1]);
                i += isNamedGroup ? 3 : 0;
            }
        }

        return translated.ToString();
    }
}
