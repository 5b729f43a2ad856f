using Dex.Domain.Keys;
using Dex.Domain.Policies;

namespace Dex.Web.Components.Keys;

/// <summary>One key over time.</summary>
/// <param name="RetiresAt">When it stops to sign: past for a retired key, planned for the one that signs.</param>
/// <param name="GoneAt">When it stops to verify; for the signing key as far as its tokens of today reach.</param>
public sealed record KeyLife(string Id, string Algorithm, bool IsSigning, DateTimeOffset MadeAt, DateTimeOffset RetiresAt, DateTimeOffset GoneAt)
{
    /// <summary>The signing key first, then the others as they retired; those that verify no more are left out.</summary>
    public static IReadOnlyList<KeyLife> Of(KeyRing ring, TimeSpan tokenLifetime, DateTimeOffset now)
    {
        var signing = ring.Signing is { } key
            ? [new KeyLife(key.Public.Id, key.Public.Algorithm, true, key.CreatedAt, ring.NextRotationAt, ring.NextRotationAt + tokenLifetime)]
            : Array.Empty<KeyLife>();
        return
        [
            .. signing,
            .. ring.Verification.Where(old => old.ExpiresAt > now)
                .Select(old => new KeyLife(old.Public.Id, old.Public.Algorithm, false, old.CreatedAt, old.RetiredAt, old.ExpiresAt)),
        ];
    }
}

/// <summary>What the settings say about keys.</summary>
/// <param name="Algorithm">Of keys made from now on.</param>
/// <param name="Period">How long a key signs.</param>
/// <param name="TokenLifetime">How long the server's tokens live, and so how long a retired key verifies at least.</param>
/// <param name="KeySet">The address of the published keys.</param>
public sealed record KeySettings(string Algorithm, SettingSource AlgorithmSource, TimeSpan Period, TimeSpan TokenLifetime, string KeySet)
{
    public static KeySettings Of(ServerPolicy policy) => new(
        policy.File.SigningAlgorithm,
        policy.File.Resolve("signer.config.algorithm", "").Source,
        policy.File.Lifetimes.SigningKeys,
        policy.File.Lifetimes.IdTokens,
        policy.Issuer.Endpoint("/keys"));
}
