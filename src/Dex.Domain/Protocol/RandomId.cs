using System.Security.Cryptography;

namespace Dex.Domain.Protocol;

/// <summary>dex's random identifiers: a letter and 24 characters of lower-case base32 from 16 random bytes; safe in URLs, DNS and XML.</summary>
public static class RandomId
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    public static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        Span<char> text = stackalloc char[25];
        text[0] = (char)('a' + (bytes[0] % 26));
        var buffer = 0;
        var bits = 0;
        var next = 1;
        foreach (var b in bytes[1..])
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[next++] = Base32[(buffer >> bits) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        return new string(text);
    }
}
