using System.Collections.Immutable;
using Dex.Domain.Claims;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// A refresh token (RFC 6749 section 1.5) from its first issuance to its end. What the client holds is the id and a value; values follow
/// each other as the token rotates, and all of them are one family (RFC 9700 section 4.14.2).
/// </summary>
public sealed record RefreshToken
{
    /// <summary>Names the family for its whole life; stands in what the client holds and in the console. Proves nothing.</summary>
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    public required string ConnectorId { get; init; }

    /// <summary>What the connector said last. The user id is that of the sign-in and never changes.</summary>
    public required PersonClaims Person { get; init; }

    /// <summary>What was granted. A refresh may ask for fewer scopes and changes nothing here.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>That of the first request; empty when it had none.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>When the person signed in; null when nobody knows (<c>password</c>).</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>The grant that it was first issued for.</summary>
    public required string GrantType { get; init; }

    /// <summary>The secret by which the family knows its own values, spent ones too, without keeping them. Sealed at rest.</summary>
    public required string FamilyKey { get; init; }

    /// <summary><see cref="RefreshTokenValue.HashOf"/> of the value that works now.</summary>
    public required string ValueHash { get; init; }

    /// <summary>The hash of the value before it; empty before the first rotation.</summary>
    public string PreviousHash { get; init; } = "";

    /// <summary>
    /// The value that works now, to be told again to an honest retry; sealed at rest, and kept only where the policy has a reuse interval.
    /// Null elsewhere.
    /// </summary>
    public string? CurrentValue { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>An end of its own, whatever the policy says: of a trial. Null for every other.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The last refresh; at first the creation.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>What the connector keeps for a refresh, of the person rather than of this token; null when nothing. Never logged.</summary>
    public string? ConnectorData { get; init; }

    public override string ToString() => $"{nameof(RefreshToken)} {{ {Id} }}";
}
