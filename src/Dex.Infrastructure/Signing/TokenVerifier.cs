using System.Buffers.Text;
using System.Text;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Infrastructure.Signing;

/// <summary>
/// Verifies tokens of ours (RFC 7519 section 7.2): signature by a key that verifies now, exactly that key's algorithm, our issuer, not
/// expired. The audience is the caller's matter.
/// </summary>
public sealed class TokenVerifier(IKeyRingSource keys, IServerPolicySource policies, TimeProvider clock) : ITokenVerifier
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = 64 * 1024 };

    private volatile Loaded _loaded = new(new KeyRing { Version = -1 }, []);

    public ValueTask<VerifiedToken?> VerifyAsync(string token, CancellationToken ct) => VerifyAsync(token, IsAlive);

    public ValueTask<VerifiedToken?> VerifyHintAsync(string token, CancellationToken ct) => VerifyAsync(token, (_, _) => true);

    private async ValueTask<VerifiedToken?> VerifyAsync(string token, Func<DateTime?, DateTime?, bool> passesAt)
    {
        if (token.Length > Handler.MaximumTokenSizeInBytes || !Handler.CanReadToken(token))
        {
            return null;
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = policies.Current.Issuer.Value,
            ValidateAudience = false,
            IssuerSigningKeyResolver = (_, _, keyId, _) => KeysFor(keyId),
            AlgorithmValidator = (algorithm, key, _, _) => key is JsonWebKey { Alg: { } own } && own == algorithm,
            LifetimeValidator = (notBefore, expires, _, _) => passesAt(notBefore, expires),
            TryAllIssuerSigningKeys = true,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt }
            ? new VerifiedToken(jwt.Typ ?? "", Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(jwt.EncodedPayload)))
            : null;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires > now && (notBefore is null || notBefore <= now);
    }

    private IEnumerable<SecurityKey> KeysFor(string? keyId)
    {
        var ring = keys.Current;
        var loaded = _loaded;
        if (!ReferenceEquals(loaded.Ring, ring))
        {
            var all = ring.VerifyingAt(DateTimeOffset.MinValue).Select(key => (key.Id, KeyMaterial.Verifier(key)));
            loaded = new Loaded(ring, [.. all]);
            _loaded = loaded;
        }

        var verifying = ring.VerifyingAt(clock.GetUtcNow()).Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        return loaded.Keys.Where(key => verifying.Contains(key.Id) && (string.IsNullOrEmpty(keyId) || key.Id == keyId)).Select(key => key.Key);
    }

    private sealed record Loaded(KeyRing Ring, (string Id, SecurityKey Key)[] Keys);
}
