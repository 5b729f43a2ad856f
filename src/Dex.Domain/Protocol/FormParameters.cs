using System.Text;

namespace Dex.Domain.Protocol;

/// <summary>
/// A form of type <c>application/x-www-form-urlencoded</c>, read as dex reads it: the first value of a repeated parameter counts; a
/// malformed percent escape or a semicolon makes the whole form malformed. Bytes that are no UTF-8 become U+FFFD.
/// </summary>
public sealed class FormParameters
{
    private readonly List<KeyValuePair<string, string>> _pairs;

    private FormParameters(List<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    public static FormParameters Empty { get; } = new([]);

    public int Count => _pairs.Count;

    /// <summary>All of them, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The first value; null when absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _pairs)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>The first value, empty when absent.</summary>
    public string Text(string name) => this[name] ?? "";

    /// <summary>Both, the first before the second; null when both are.</summary>
    public static FormParameters? Join(FormParameters? first, FormParameters? second) => (first, second) switch
    {
        (null, _) => second,
        (_, null) => first,
        _ => new FormParameters([.. first._pairs, .. second._pairs]),
    };

    /// <summary>Null when malformed.</summary>
    public static FormParameters? TryParse(ReadOnlySpan<byte> body)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'&');
            var part = end < 0 ? body : body[..end];
            body = end < 0 ? [] : body[(end + 1)..];
            if (part.IsEmpty)
            {
                continue;
            }

            var equals = part.IndexOf((byte)'=');
            var name = FormEncoding.TryDecode(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? "" : FormEncoding.TryDecode(part[(equals + 1)..]);
            if (name is null || value is null || part.Contains((byte)';'))
            {
                return null;
            }

            pairs.Add(new(name, value));
        }

        return new FormParameters(pairs);
    }
}

/// <summary>Percent encoding and decoding with plus as blank (WHATWG URL, application/x-www-form-urlencoded).</summary>
public static class FormEncoding
{
    /// <summary>Sorted by name, equal names in their order: how dex writes every query of its own.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}"));

    public static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>Null when a percent sign is not followed by two hex digits.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return Encoding.UTF8.GetString(text);
        }

        var bytes = new byte[text.Length];
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'%')
            {
                if (i + 2 >= text.Length || Hex(text[i + 1]) is not { } high || Hex(text[i + 2]) is not { } low)
                {
                    return null;
                }

                bytes[written++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                bytes[written++] = text[i] == (byte)'+' ? (byte)' ' : text[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, written);
    }

    private static int? Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => null,
    };
}
