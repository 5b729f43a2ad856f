using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Infrastructure.Persistence.Encryption;

/// <summary>The key that seals what must not be read from a copy of the database.</summary>
/// <param name="Origin">The setting or file it came from, for error texts.</param>
public sealed record AtRestKey(ReadOnlyMemory<byte> Bytes, string Origin)
{
    public const int Size = 32;

    /// <summary>From text: base64 of 32 bytes stands for these bytes, any other text for a key derived from it.</summary>
    public static AtRestKey Parse(string text, string origin)
    {
        var material = Encoding.UTF8.GetBytes(text.Trim());
        var decoded = new byte[material.Length];
        if (Base64.DecodeFromUtf8(material, decoded, out _, out var written) == System.Buffers.OperationStatus.Done && written == Size)
        {
            material = decoded[..Size];
        }

        return new AtRestKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, material, Size, info: "dex storage encryption 1"u8.ToArray()), origin);
    }

    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Keeps the key out of logs and exception texts.</summary>
    public override string ToString() => $"AtRestKey {{ {Origin} }}";
}
