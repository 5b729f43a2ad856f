using System.Buffers.Text;
using System.Security.Cryptography;
using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>A secret at the only moment it can be seen.</summary>
/// <param name="Text"><c>dxs_</c> and 43 characters: 256 random bits, base64url. Never log, store or keep it.</param>
/// <param name="Kept">What is stored of it.</param>
public sealed record NewSecret(string Text, ClientSecret Kept)
{
    public static NewSecret Generate(string label, string by, DateTimeOffset now, DateTimeOffset? expiresAt, DateTimeOffset? notBefore = null)
    {
        var text = "dxs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new NewSecret(text, new ClientSecret
        {
            Id = RandomId.New(),
            Label = label,
            Hash = SecretHash.OfGenerated(text),
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
            NotBefore = notBefore,
        });
    }

    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => $"NewSecret {{ {Kept.Label} }}";
}
