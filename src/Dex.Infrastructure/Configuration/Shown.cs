using System.Text;

namespace Dex.Infrastructure.Configuration;

/// <summary>Values of the file as a message may show them: cut, and without control characters that could forge a log line.</summary>
internal static class Shown
{
    private const int Longest = 200;

    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > Longest ? text[..Longest] + "…" : text)
        {
            shown.Append(char.IsControl(c) ? '\uFFFD' : c);
        }

        return shown.ToString();
    }

    public static string Quoted(string value) => $"\"{Text(value)}\"";

    public static string Listed(IEnumerable<string> values) => string.Join(", ", values);
}
