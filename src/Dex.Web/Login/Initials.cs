using System.Globalization;

namespace Dex.Web.Login;

/// <summary>Two letters that stand for a name: decoration beside the name itself.</summary>
internal static class Initials
{
    private static readonly char[] Gaps = [' ', '.', '-', '_'];

    /// <summary>Of the first and the last word, in capitals; of an e-mail address only the part before the sign counts.</summary>
    public static string Of(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var words = (at > 0 ? name[..at] : name).Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length switch
        {
            0 => "",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
        return letters.ToUpperInvariant();
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
