using System.Text;

namespace Dex.Infrastructure.Connectors.OAuth2;

/// <summary>Parameters as <c>application/x-www-form-urlencoded</c>, in the order of their names.</summary>
internal static class FormText
{
    public static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join(
        '&', parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Escape(pair.Key)}={Escape(pair.Value)}"));

    /// <summary>The address with the parameters behind those that it has already.</summary>
    public static string Append(string url, IEnumerable<KeyValuePair<string, string>> parameters) =>
        new StringBuilder(url).Append(url.Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(Of(parameters)).ToString();
}
