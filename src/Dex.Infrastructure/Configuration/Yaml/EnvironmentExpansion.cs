using System.Text;

namespace Dex.Infrastructure.Configuration.Yaml;

/// <summary>
/// Replaces <c>$NAME</c> and <c>${NAME}</c> in the text values of a subtree, after parsing, so that a value with quotes or
/// newlines cannot break the document. The language is that of Go's <c>os.Expand</c>: no defaults, no escape.
/// </summary>
public static class EnvironmentExpansion
{
    /// <summary>Texts in maps, directly in lists, and in maps in lists; not keys, and not lists within lists.</summary>
    public static YamlNode Expand(YamlNode node, IReadOnlyDictionary<string, string> environment) => node switch
    {
        YamlScalar { ScalarKind: YamlScalarKind.Text } scalar =>
            new YamlScalar(Expand(scalar.Text, environment), isPlain: false, scalar.Line, scalar.LastLine),
        YamlMap map => new YamlMap(
            [.. map.Entries.Select(entry => entry with { Value = Expand(entry.Value, environment) })], map.Line, map.LastLine),
        YamlList list => new YamlList(
            [.. list.Items.Select(item => item is YamlList ? item : Expand(item, environment))], list.Line, list.LastLine),
        _ => node,
    };

    public static string Expand(string text, IReadOnlyDictionary<string, string> environment)
    {
        var expanded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                expanded.Append(text[i]);
                continue;
            }

            var (name, length) = NameAt(text.AsSpan(i + 1));
            if (name.Length > 0)
            {
                expanded.Append(environment.GetValueOrDefault(name));
            }
            else if (length == 0)
            {
                // A dollar before a character that can start no name is an ordinary dollar.
                expanded.Append('$');
            }

            i += length;
        }

        return expanded.ToString();
    }

    /// <summary>The name after a dollar and how many characters to skip; no name with a length means that those are swallowed.</summary>
    private static (string Name, int Length) NameAt(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '{')
        {
            return BracedNameAt(rest);
        }

        if (IsSpecial(rest[0]))
        {
            return (rest[..1].ToString(), 1);
        }

        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        return (rest[..length].ToString(), length);
    }

    private static (string Name, int Length) BracedNameAt(ReadOnlySpan<char> rest)
    {
        if (rest.Length > 2 && IsSpecial(rest[1]) && rest[2] == '}')
        {
            return (rest[1..2].ToString(), 3);
        }

        var end = rest.IndexOf('}');
        return end switch
        {
            1 => ("", 2),
            > 1 => (rest[1..end].ToString(), end + 1),
            _ => ("", 1),
        };
    }

    private static bool IsSpecial(char c) => c is '*' or '#' or '$' or '@' or '!' or '?' or '-' || char.IsAsciiDigit(c);
}
