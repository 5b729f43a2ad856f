namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>An authorization request under way. What never changes after the first request is JSON; what steps change has a column.</summary>
public sealed class AuthorizationRequestRow
{
    public required string Id { get; init; }

    /// <summary>The request as it came, without what the other columns hold.</summary>
    public required string Json { get; init; }

    /// <summary>The claims as JSON; null until the person has signed in.</summary>
    public string? Person { get; init; }

    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>Sealed; null when the connector keeps nothing.</summary>
    public byte[]? ConnectorData { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] ProofKey { get; init; }

    /// <summary>What a decision is guarded by: a sealed value differs each time, so it cannot be compared.</summary>
    public required string ProofKeyHash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>An authorization code.</summary>
public sealed class AuthorizationCodeRow
{
    public required string Hash { get; init; }

    /// <summary>The code without what the other columns hold.</summary>
    public required string Json { get; init; }

    /// <summary>Sealed; null when the connector keeps nothing.</summary>
    public byte[]? ConnectorData { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>The tokens of its redemption as JSON; null before.</summary>
    public string? IssuedTokens { get; init; }
}

/// <summary>A token that was taken back.</summary>
public sealed class RevokedTokenRow
{
    public required string TokenId { get; init; }

    /// <summary>When the token itself expires, and nobody needs to know any more.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
