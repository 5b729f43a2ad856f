using System.Text;
using System.Text.RegularExpressions;

namespace Dex.Infrastructure.Logging;

/// <summary>
/// Splits a .NET log entry into dex's constant message and its attributes. A template such as <c>config issuer {issuer}</c> is
/// the message "config issuer" with the attribute issuer: placeholders at the end are attributes only. One in mid-sentence stays
/// rendered in the text as well.
/// </summary>
internal static partial class SlogMessage
{
    private const string TemplateKey = "{OriginalFormat}";

    public static string TextOf(IReadOnlyList<KeyValuePair<string, object?>>? state, Func<string> rendered)
    {
        if (state?.FirstOrDefault(pair => pair.Key == TemplateKey).Value is not string template)
        {
            return rendered();
        }

        var message = TrailingPlaceholders().Replace(template, "");
        return message.Contains('{', StringComparison.Ordinal) ? rendered() : message;
    }

    public static IEnumerable<SlogAttribute> AttributesOf(IReadOnlyList<KeyValuePair<string, object?>>? state) =>
        (state ?? []).Where(pair => pair.Key != TemplateKey).Select(pair => new SlogAttribute(SnakeCase(pair.Key), pair.Value));

    /// <summary><c>clientId</c> and <c>ClientId</c> become <c>client_id</c>; a name without capitals stays.</summary>
    public static string SnakeCase(string name)
    {
        if (!name.Any(char.IsUpper))
        {
            return name;
        }

        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i])
                && i > 0 && name[i - 1] is not ('_' or '.')
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            snake.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    [GeneratedRegex(@"([\s,;:]*\{[^{}]+\})+\.?\s*\z")]
    private static partial Regex TrailingPlaceholders();
}
