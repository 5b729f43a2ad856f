using System.Collections.Immutable;

namespace Dex.Domain.Keys;

/// <summary>The signing key and the retired ones that still verify. One value, replaced whole, so that nodes cannot mix halves.</summary>
public sealed record KeyRing
{
    /// <summary>Raised by one with every rotation; zero before the first.</summary>
    public long Version { get; init; }

    /// <summary>Null only before the first rotation.</summary>
    public SigningKey? Signing { get; init; }

    /// <summary>Retired keys, the most recently retired first.</summary>
    public ImmutableArray<VerificationKey> Verification { get; init; } = [];

    /// <summary>When the signing key is due to be replaced.</summary>
    public DateTimeOffset NextRotationAt { get; init; }

    /// <summary>The keys that verify at that instant, the signing key first. Expired ones are filtered here, not only at the next rotation.</summary>
    public IEnumerable<PublicKey> VerifyingAt(DateTimeOffset now) =>
        (Signing is null ? [] : new[] { Signing.Public }).Concat(Verification.Where(key => key.ExpiresAt > now).Select(key => key.Public));
}

/// <summary>The public half of a key (RFC 7517).</summary>
/// <param name="Id"><c>kid</c>: forty lower-case hex digits.</param>
/// <param name="Algorithm"><c>RS256</c> or <c>ES256</c>.</param>
/// <param name="Jwk">The JSON Web Key with <c>use</c>, <c>kid</c>, <c>alg</c> and the public parameters.</param>
public sealed record PublicKey(string Id, string Algorithm, string Jwk);

/// <summary>The key that signs.</summary>
/// <param name="Pkcs8">The private key, DER; encrypted wherever it is stored.</param>
public sealed record SigningKey(PublicKey Public, ReadOnlyMemory<byte> Pkcs8, DateTimeOffset CreatedAt)
{
    /// <summary>Keeps the private key out of logs and exception texts.</summary>
    public override string ToString() => $"SigningKey {{ {Public.Id} {Public.Algorithm} }}";
}

/// <summary>A retired key and how long it still verifies.</summary>
public sealed record VerificationKey(PublicKey Public, DateTimeOffset CreatedAt, DateTimeOffset RetiredAt, DateTimeOffset ExpiresAt);
