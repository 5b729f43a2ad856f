using System.Security.Cryptography;

namespace Dex.Domain.Protocol;

/// <summary>dex's random identifiers: a letter, and lower-case base32 of all random bytes but the first; safe in URLs, DNS and XML.</summary>
public static class RandomId
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>25 characters from 16 random bytes.</summary>
    public static string New() => Of(stackalloc byte[16]);

    /// <summary>51 characters from 32 random bytes, for what is guessed at from afar: device codes.</summary>
    public static string NewLong() => Of(stackalloc byte[32]);

    private static string Of(Span<byte> bytes)
    {
        RandomNumberGenerator.Fill(bytes);
        Span<char> text = stackalloc char[1 + (((bytes.Length - 1) * 8) + 4) / 5];
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

        if (bits > 0)
        {
            text[next] = Base32[(buffer << (5 - bits)) & 31];
        }

        return new string(text);
    }
}
