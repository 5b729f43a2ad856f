using System.Security.Cryptography;
using Dex.Domain.Keys;
using Dex.Domain.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Infrastructure.Signing;

/// <summary>Signs with the current key of the ring. The key is parsed when the ring changes, never per token.</summary>
public sealed class LocalSigner(IKeyRingSource keys, SignerSettings settings) : ISigner
{
    // The library would add times of its own; ours come from the domain's clock, with every other claim.
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private volatile Loaded? _loaded;

    public string Algorithm => keys.Current.Signing?.Public.Algorithm ?? settings.Algorithm;

    public string Sign(TokenClaims claims)
    {
        try
        {
            return Handler.CreateToken(new SecurityTokenDescriptor { Claims = claims.Values, SigningCredentials = Credentials(), TokenType = TokenPurpose.Bearer });
        }
        catch (Exception failure) when (failure is CryptographicException or SecurityTokenException)
        {
            throw new SigningException("The signing key cannot sign.", failure);
        }
    }

    private SigningCredentials Credentials()
    {
        var signing = keys.Current.Signing ?? throw new SigningException("There is no signing key.");
        var loaded = _loaded;
        if (loaded?.KeyId != signing.Public.Id)
        {
            loaded = new Loaded(signing.Public.Id, KeyMaterial.Credentials(signing));
            _loaded = loaded;
        }

        return loaded.Credentials;
    }

    private sealed record Loaded(string KeyId, SigningCredentials Credentials);
}
