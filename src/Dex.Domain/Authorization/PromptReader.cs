using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Scopes;

namespace Dex.Domain.Authorization;

/// <summary>The parameters that say how the person is to be asked (OpenID Connect Core section 3.1.2.1).</summary>
public static class PromptReader
{
    public const string None = "none";
    public const string Login = "login";
    public const string Consent = "consent";
    public const string SelectAccount = "select_account";

    // Longer than any sign-in, and short enough for every calendar.
    private const long LongestAge = 100L * 365 * 24 * 60 * 60;

    private static readonly string[] Ordered = [None, Login, Consent, SelectAccount];

    /// <summary>The words, each once and in one order; null when one is unknown, or when <c>none</c> stands beside another.</summary>
    public static ImmutableArray<string>? Prompt(string prompt)
    {
        var words = ScopeList.Parse(prompt);
        return words.All(Ordered.Contains) && (!words.Contains(None) || words.Distinct().Count() == 1)
            ? [.. Ordered.Where(words.Contains)]
            : null;
    }

    /// <summary>False when the text is no number of seconds. An empty text means that none was given, and a leading plus is allowed.</summary>
    public static bool TryReadMaxAge(string text, out TimeSpan? maxAge)
    {
        maxAge = null;
        if (text.Length == 0)
        {
            return true;
        }

        // The framework passes over NUL characters behind a number.
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < 0 || text[^1] == '\0')
        {
            return false;
        }

        maxAge = TimeSpan.FromSeconds(Math.Min(seconds, LongestAge));
        return true;
    }
}
