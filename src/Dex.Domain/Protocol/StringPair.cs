using System.Buffers.Text;
using System.Text;

namespace Dex.Domain.Protocol;

/// <summary>
/// The protobuf message { 1: string, 2: string } as base64url without padding: dex's form of subjects and of refresh tokens. Empty
/// fields are left out.
/// </summary>
public static class StringPair
{
    private const byte FirstTag = 0x0A;
    private const byte SecondTag = 0x12;

    public static string Encode(string first, string second)
    {
        var message = new List<byte>(first.Length + second.Length + 6);
        Append(message, FirstTag, first);
        Append(message, SecondTag, second);
        return Base64Url.EncodeToString(message.ToArray());
    }

    /// <summary>The inverse of <see cref="Encode"/>; null when the text is no such message. A field that is left out is empty.</summary>
    public static (string First, string Second)? Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // The decoder would overlook blanks and padding, and two texts would then name one thing.
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Base64Url.IsValid(text))
        {
            return null;
        }

        return new StringPairReader(Base64Url.DecodeFromChars(text)).TryRead(out var first, out var second) ? (first, second) : null;
    }

    private static void Append(List<byte> message, byte tag, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        message.Add(tag);
        var bytes = Encoding.UTF8.GetBytes(value);
        var length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            message.Add((byte)(length | 0x80));
        }

        message.Add((byte)length);
        message.AddRange(bytes);
    }
}
