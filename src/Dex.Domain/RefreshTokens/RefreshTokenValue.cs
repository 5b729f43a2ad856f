using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Protocol;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// The secret part of a refresh token: 128 random bits, and a mark that only the family's key can make. By the mark a spent value is told
/// from an invented one, whenever it comes back, and nothing about spent values has to be kept.
/// </summary>
public static class RefreshTokenValue
{
    private const int KeyBytes = 32;
    private const int MarkBytes = 12;

    /// <summary>A key for a new family: 256 random bits.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    public static string New(string familyKey)
    {
        var random = RandomId.New();
        return random + MarkOf(familyKey, random);
    }

    /// <summary>True when the family issued the value at some time.</summary>
    public static bool IsOf(string familyKey, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var markLength = Base64Url.GetEncodedLength(MarkBytes);
        return value.Length > markLength && ConstantTime.AreEqual(value[^markLength..], MarkOf(familyKey, value[..^markLength]));
    }

    /// <summary>SHA-256 as lower-case hex. A value has 128 random bits, so a plain hash cannot be searched.</summary>
    public static string HashOf(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    private static string MarkOf(string familyKey, string random) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(familyKey), Encoding.UTF8.GetBytes(random)).AsSpan(0, MarkBytes));
}
