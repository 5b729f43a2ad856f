using System.Security.Cryptography;
using Dex.Domain.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Tests.Unit.Hosting;

/// <summary>Tokens that the server never issued.</summary>
internal static class ForgedToken
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signed by the server's own key, with another payload or purpose.</summary>
    public static string ByItsKey(DexServer dex, string type = "JWT", Action<Dictionary<string, object>>? change = null)
    {
        var key = dex.Services.GetRequiredService<IKeyRingSource>().Current.Signing!;
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Pkcs8.Span, out _);
        return Sign(dex, rsa, key.Public.Id, type, change);
    }

    /// <summary>Signed by a key that nobody knows, under the id of the server's.</summary>
    public static string ByAStranger(DexServer dex)
    {
        using var rsa = RSA.Create(2048);
        return Sign(dex, rsa, dex.Services.GetRequiredService<IKeyRingSource>().Current.Signing!.Public.Id, "JWT", null);
    }

    private static string Sign(DexServer dex, RSA rsa, string keyId, string type, Action<Dictionary<string, object>>? change)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = dex.Issuer,
            ["sub"] = "CgViYXRjaA",
            ["aud"] = "batch",
            ["exp"] = now + 3600,
            ["iat"] = now,
        };
        change?.Invoke(claims);
        var key = new RsaSecurityKey(rsa) { KeyId = keyId, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            TokenType = type,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }
}
