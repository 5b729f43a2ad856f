using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Domain.Tokens;

/// <summary>The left half of a token's hash, for <c>at_hash</c> and <c>c_hash</c> (OpenID Connect Core sections 3.1.3.6 and 3.3.2.11).</summary>
public static class TokenHash
{
    /// <param name="algorithm">The signing algorithm, whose size decides the hash; EdDSA takes SHA-512.</param>
    /// <param name="token">ASCII.</param>
    public static string Of(string algorithm, string token)
    {
        Span<byte> hash = stackalloc byte[64];
        var bytes = Encoding.ASCII.GetBytes(token);
        var size = algorithm switch
        {
            _ when algorithm.EndsWith("256", StringComparison.Ordinal) => SHA256.HashData(bytes, hash),
            _ when algorithm.EndsWith("384", StringComparison.Ordinal) => SHA384.HashData(bytes, hash),
            _ => SHA512.HashData(bytes, hash),
        };
        return Base64Url.EncodeToString(hash[..(size / 2)]);
    }
}
