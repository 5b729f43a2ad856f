using System.Security.Cryptography;
using System.Text;

namespace Dex.Infrastructure.Persistence.Encryption;

/// <summary>
/// Seals and opens values with AES-256-GCM. The first byte of an envelope tells its form: 1 is nonce, tag and ciphertext; 0 is the bare
/// value, which a shared database without a key holds. The identity of the row is authenticated with it, so that a sealed value
/// opens nowhere but in its own place.
/// </summary>
public sealed class AtRestCipher
{
    private const byte Bare = 0;
    private const byte Sealed = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Header = 1 + NonceSize + TagSize;

    private AtRestKey? _key;

    /// <summary>False when values are stored bare.</summary>
    public bool HasKey => _key is not null;

    /// <summary>Sets the key, once, when storage is opened; null stores values bare.</summary>
    internal void Use(AtRestKey? key) => _key = key;

    public byte[] Seal(ReadOnlySpan<byte> value, string identity)
    {
        if (_key is null)
        {
            return [Bare, .. value];
        }

        var envelope = new byte[Header + value.Length];
        envelope[0] = Sealed;
        var nonce = envelope.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key.Bytes.Span, TagSize);
        aes.Encrypt(nonce, value, envelope.AsSpan(Header), envelope.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(identity));
        return envelope;
    }

    /// <exception cref="CryptographicException">Another key sealed it, or it belongs to another row, or it was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> envelope, string identity)
    {
        if (envelope is [Bare, ..])
        {
            return envelope[1..].ToArray();
        }

        if (envelope.Length < Header || envelope[0] != Sealed || _key is null)
        {
            throw new CryptographicException("The value is sealed in a way that cannot be opened here.");
        }

        var value = new byte[envelope.Length - Header];
        using var aes = new AesGcm(_key.Bytes.Span, TagSize);
        aes.Decrypt(envelope.Slice(1, NonceSize), envelope[Header..], envelope.Slice(1 + NonceSize, TagSize), value, Encoding.UTF8.GetBytes(identity));
        return value;
    }
}
