using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Protocol;

namespace Dex.Infrastructure.Persistence.Encryption;

/// <summary>Short-lived secrets of a sign-in as they stand in rows: sealed, and tied to the row and column.</summary>
public sealed class SealedText(AtRestCipher cipher)
{
    /// <summary>Null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public byte[]? Seal(string? text, string place) => text is null ? null : cipher.Seal(Encoding.UTF8.GetBytes(text), place);

    /// <exception cref="StorageUnavailableException">This node has another key than the one that sealed the value.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(envelope))]
    public string? Open(byte[]? envelope, string place)
    {
        try
        {
            return envelope is null ? null : Encoding.UTF8.GetString(cipher.Open(envelope, place));
        }
        catch (CryptographicException exception)
        {
            throw new StorageUnavailableException("A value in the database was sealed with another encryption key than this node has.", exception);
        }
    }
}
