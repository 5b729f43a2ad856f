using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Identities;

namespace Dex.Tests.Unit.Identities;

/// <summary>People and their consents, by the stores' contracts; the record of changes is the test's.</summary>
internal sealed class IdentityShelf(List<AuditEntry> entries) : IIdentityStore, IConsentRevocation
{
    private readonly Dictionary<(string Connector, string User), UserIdentity> _people = [];

    /// <summary>Every question fails with it, as while the database is gone.</summary>
    public Exception? Failure { get; set; }

    public IdentityQuery? LastQuery { get; private set; }

    public UserIdentity? this[string connectorId, string userId] => _people.GetValueOrDefault((connectorId, userId));

    public void Put(UserIdentity identity) => _people[(identity.ConnectorId, identity.UserId)] = identity;

    public Task<UserIdentity?> FindAsync(string connectorId, string userId, CancellationToken ct) => Answer(this[connectorId, userId]);

    public Task RecordLoginAsync(string connectorId, PersonClaims claims, DateTimeOffset at, CancellationToken ct)
    {
        Put(new UserIdentity { ConnectorId = connectorId, Claims = claims, CreatedAt = at, LastLoginAt = at });
        return Task.CompletedTask;
    }

    public Task<bool> SaveConsentAsync(string connectorId, string userId, Consent consent, CancellationToken ct) =>
        Change(connectorId, userId, null, identity => identity with { Consents = identity.Consents.Add(consent) });

    public Task<bool> RevokeConsentAsync(string connectorId, string userId, string clientId, AuditEntry entry, CancellationToken ct) =>
        this[connectorId, userId]?.Consents.Any(consent => consent.ClientId == clientId) == true
            ? Change(connectorId, userId, entry, identity => identity with { Consents = identity.Consents.RemoveAll(consent => consent.ClientId == clientId) })
            : Answer(false);

    public Task<bool> BlockAsync(string connectorId, string userId, DateTimeOffset? until, AuditEntry entry, CancellationToken ct) =>
        Change(connectorId, userId, entry, identity => identity with { BlockedUntil = until });

    public Task<bool> DeleteAsync(string connectorId, string userId, AuditEntry entry, CancellationToken ct)
    {
        var deleted = _people.Remove((connectorId, userId));
        if (deleted)
        {
            entries.Insert(0, entry);
        }

        return Answer(deleted);
    }

    public Task<IdentityPage> ListAsync(IdentityQuery query, CancellationToken ct)
    {
        LastQuery = query.Count == 0 ? LastQuery : query;
        var found = _people.Values
            .Where(identity => $"{identity.Claims.Email}\n{identity.Claims.Username}\n{identity.UserId}".Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            .Where(identity => query.ConnectorId is null || identity.ConnectorId == query.ConnectorId)
            .Where(identity => query.ConsentedTo is null || identity.Consents.Any(consent => consent.ClientId == query.ConsentedTo))
            .Where(identity => query.BlockedAt is null || identity.BlockedUntil > query.BlockedAt)
            .OrderByDescending(identity => identity.LastLoginAt).ThenBy(identity => identity.UserId, StringComparer.Ordinal)
            .ToList();
        return Answer(new IdentityPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public async Task<int> RevokeOfAsync(string connectorId, string userId, Func<ImmutableArray<Consent>, AuditEntry> entryFor, CancellationToken ct)
    {
        var consents = this[connectorId, userId]?.Consents ?? [];
        if (consents.Length > 0)
        {
            await Change(connectorId, userId, entryFor(consents), identity => identity with { Consents = [] });
        }

        return consents.Length;
    }

    public Task<int> RevokeGivenToAsync(string clientId, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        var givers = _people.Values.Where(identity => identity.Consents.Any(consent => consent.ClientId == clientId)).ToList();
        givers.ForEach(identity => Put(identity with { Consents = identity.Consents.RemoveAll(consent => consent.ClientId == clientId) }));
        if (givers.Count > 0)
        {
            entries.Insert(0, entryFor(givers.Count));
        }

        return Answer(givers.Count);
    }

    private Task<bool> Change(string connectorId, string userId, AuditEntry? entry, Func<UserIdentity, UserIdentity> change)
    {
        if (this[connectorId, userId] is not { } identity)
        {
            return Answer(false);
        }

        Put(change(identity));
        if (entry is not null)
        {
            entries.Insert(0, entry);
        }

        return Answer(true);
    }

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
