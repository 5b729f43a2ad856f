using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Dex.Domain.Keys;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Infrastructure.Signing;

/// <summary>Makes keys and turns them into what the JWT library works with.</summary>
internal static class KeyMaterial
{
    public const string Rs256 = SecurityAlgorithms.RsaSha256;
    public const string Es256 = SecurityAlgorithms.EcdsaSha256;

    private const int KeyIdBytes = 20;
    private const int RsaBits = 2048;

    /// <summary>A fresh pair for <c>RS256</c> (RSA 2048) or <c>ES256</c> (P-256).</summary>
    public static SigningKey Generate(string algorithm, DateTimeOffset now)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyIdBytes));
        if (algorithm == Es256)
        {
            using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new SigningKey(new PublicKey(id, Es256, Jwk(ec, id)), ec.ExportPkcs8PrivateKey(), now);
        }

        using var rsa = RSA.Create(RsaBits);
        return new SigningKey(new PublicKey(id, Rs256, Jwk(rsa, id)), rsa.ExportPkcs8PrivateKey(), now);
    }

    /// <summary>Parsed once per key and kept for as long as the key signs.</summary>
    public static SigningCredentials Credentials(SigningKey key)
    {
        if (key.Public.Algorithm == Es256)
        {
            var ec = ECDsa.Create();
            ec.ImportPkcs8PrivateKey(key.Pkcs8.Span, out _);
            return new SigningCredentials(new ECDsaSecurityKey(ec) { KeyId = key.Public.Id }, Es256);
        }

        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Pkcs8.Span, out _);
        return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = key.Public.Id }, Rs256);
    }

    public static SecurityKey Verifier(PublicKey key) => new JsonWebKey(key.Jwk);

    private static string Jwk(RSA rsa, string id)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["use"] = "sig",
            ["kty"] = "RSA",
            ["kid"] = id,
            ["alg"] = Rs256,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        });
    }

    private static string Jwk(ECDsa ec, string id)
    {
        var parameters = ec.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["use"] = "sig",
            ["kty"] = "EC",
            ["kid"] = id,
            ["crv"] = "P-256",
            ["alg"] = Es256,
            ["x"] = Base64Url.EncodeToString(parameters.Q.X),
            ["y"] = Base64Url.EncodeToString(parameters.Q.Y),
        });
    }
}
