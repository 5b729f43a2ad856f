using Dex.Domain.Audit;
using Dex.Domain.Claims;

namespace Dex.Domain.Identities;

/// <summary>The people who have signed in, by connector and user id, and their consents.</summary>
public interface IIdentityStore
{
    /// <summary>Null when this person never signed in, or was forgotten.</summary>
    Task<UserIdentity?> FindAsync(string connectorId, string userId, CancellationToken ct);

    /// <summary>Makes the identity, or renews its claims and the time of its last login; consents, block and creation stay.</summary>
    Task RecordLoginAsync(string connectorId, PersonClaims claims, DateTimeOffset at, CancellationToken ct);

    /// <summary>Replaces what the person has allowed this client. False when the identity is gone.</summary>
    Task<bool> SaveConsentAsync(string connectorId, string userId, Consent consent, CancellationToken ct);

    /// <summary>False when there was none.</summary>
    Task<bool> RevokeConsentAsync(string connectorId, string userId, string clientId, AuditEntry entry, CancellationToken ct);

    /// <param name="until">Null lifts the block.</param>
    /// <returns>False when the identity is gone.</returns>
    Task<bool> BlockAsync(string connectorId, string userId, DateTimeOffset? until, AuditEntry entry, CancellationToken ct);

    /// <summary>Forgets the person and their consents; the next sign-in makes a new identity. False when it was gone.</summary>
    Task<bool> DeleteAsync(string connectorId, string userId, AuditEntry entry, CancellationToken ct);

    /// <summary>Ordered by last login, newest first; ties by connector and user id.</summary>
    Task<IdentityPage> ListAsync(IdentityQuery query, CancellationToken ct);
}

/// <summary>What the console's list of identities asks for.</summary>
public sealed record IdentityQuery
{
    /// <summary>Part of e-mail address, name, preferred name or user id, without regard to case; empty: all.</summary>
    public string Search { get; init; } = "";

    /// <summary>Null: all.</summary>
    public string? ConnectorId { get; init; }

    /// <summary>People who have consented to this client; null: all.</summary>
    public string? ConsentedTo { get; init; }

    /// <summary>People who are still blocked at that instant; null: all.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    public int Offset { get; init; }

    public int Count { get; init; } = 25;
}

/// <summary>One page of identities.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record IdentityPage(IReadOnlyList<UserIdentity> Items, int Total);
