using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Infrastructure.Persistence.Conventions;

/// <summary>Texts from outside that are looked up, made fit for every database.</summary>
internal static class KeyText
{
    /// <summary>
    /// True when the text can be an id that this server drew. Any other is absent without a question to the database: some refuse NUL,
    /// and SQL Server overlooks blanks at the end.
    /// </summary>
    public static bool IsRandomId(string text, int maxLength) =>
        text.Length > 0 && text.Length <= maxLength && text.All(c => c is > ' ' and <= '~');

    /// <summary>The text without what a database refuses: NUL, and halves of surrogate pairs.</summary>
    public static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) || text.Any(char.IsSurrogate)
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD')
            : text;

    /// <summary>SHA-256 of the parts as lower-case hex; the length of each is part of it, so that no two lists give one text.</summary>
    public static string HashOf(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The text, or where it is longer than <paramref name="maxLength"/> its beginning and a hash of the whole.</summary>
    public static string Bounded(string text, int maxLength)
    {
        var storable = Storable(text);
        if (storable.Length <= maxLength)
        {
            return storable;
        }

        var hash = HashOf(text);
        return Storable(storable[..(maxLength - hash.Length - 1)]) + "~" + hash;
    }
}
