namespace Dex.Domain.Keys;

/// <summary>When keys change and what the ring looks like afterwards. Pure: storing it, and deciding between nodes, is the store's part.</summary>
public static class KeyRotation
{
    /// <summary>Why a rotation is due: <c>missing signing key</c>, <c>expired</c>; null when it is not.</summary>
    public static string? Reason(KeyRing ring, DateTimeOffset now) => ring switch
    {
        { Signing: null } => "missing signing key",
        _ when now >= ring.NextRotationAt => "expired",
        _ => null,
    };

    /// <summary>The old key keeps verifying for the longest life a token signed with it can have; keys past that are dropped.</summary>
    public static KeyRing Rotate(KeyRing ring, SigningKey next, DateTimeOffset now, TimeSpan period, TimeSpan longestTokenLifetime)
    {
        var kept = ring.Verification.RemoveAll(key => key.ExpiresAt <= now);
        if (ring.Signing is { } old)
        {
            kept = kept.Insert(0, new VerificationKey(old.Public, old.CreatedAt, now, now + longestTokenLifetime));
        }

        return new KeyRing { Version = ring.Version + 1, Signing = next, Verification = kept, NextRotationAt = now + period };
    }
}
