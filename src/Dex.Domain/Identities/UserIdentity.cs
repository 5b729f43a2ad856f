using System.Collections.Immutable;
using Dex.Domain.Claims;

namespace Dex.Domain.Identities;

/// <summary>A person as one connector knows them: what the last sign-in said, and what the person has allowed to whom.</summary>
public sealed record UserIdentity
{
    public required string ConnectorId { get; init; }

    /// <summary>What the last sign-in said; the key with <see cref="ConnectorId"/> is its user id.</summary>
    public required PersonClaims Claims { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastLoginAt { get; init; }

    /// <summary>A block until then, or later, is one for good: no sign-in outlives it.</summary>
    public static DateTimeOffset ForGood { get; } = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A sign-in before that instant is refused; null when not blocked.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }

    /// <summary>At most one per client.</summary>
    public ImmutableArray<Consent> Consents { get; init; } = [];

    public string UserId => Claims.UserId;

    public bool IsBlocked(DateTimeOffset now) => BlockedUntil > now;

    public bool IsBlockedForGood => BlockedUntil >= ForGood;

    /// <summary>True when the person has allowed this client every one of the scopes; <c>openid</c> needs no leave.</summary>
    public bool HasConsented(string clientId, IEnumerable<string> scopes) =>
        Consents.FirstOrDefault(consent => consent.ClientId == clientId) is var consent
        && scopes.Where(scope => scope != Scopes.KnownScopes.OpenId).All(scope => consent?.Scopes.Contains(scope, StringComparer.Ordinal) == true);
}

/// <summary>What a person has allowed a client.</summary>
/// <param name="Scopes">Those of the request that was allowed last; it replaces what was allowed before.</param>
public sealed record Consent(string ClientId, ImmutableArray<string> Scopes, DateTimeOffset GrantedAt);
