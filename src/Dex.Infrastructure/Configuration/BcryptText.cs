using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dex.Infrastructure.Configuration;

/// <summary>A bcrypt hash as a file may hold it: the text itself, or standard base64 of it.</summary>
public static partial class BcryptText
{
    /// <summary>The hash in its usual notation; false when the text is neither.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? hash)
    {
        ArgumentNullException.ThrowIfNull(text);
        hash = Pattern().IsMatch(text) ? text : Decoded(text);
        return hash is not null;
    }

    /// <summary>The cost that a hash read by <see cref="TryRead"/> states.</summary>
    public static int CostOf(string hash) => int.Parse(hash.AsSpan(4, 2), CultureInfo.InvariantCulture);

    private static string? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        var decoded = Encoding.ASCII.GetString(bytes, 0, length).TrimEnd('\n');
        return Pattern().IsMatch(decoded) ? decoded : null;
    }

    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}\z")]
    private static partial Regex Pattern();
}
