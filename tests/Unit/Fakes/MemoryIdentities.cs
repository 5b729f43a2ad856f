using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Identities;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The people who have signed in, in a dictionary by connector and user id.</summary>
internal sealed class MemoryIdentities : IIdentityStore
{
    private readonly Dictionary<(string Connector, string User), UserIdentity> _people = [];

    /// <summary>Saving a consent fails with it; null: it does not.</summary>
    public Exception? ConsentFailure { get; set; }

    public IReadOnlyCollection<UserIdentity> All => _people.Values;

    public void Put(UserIdentity identity) => _people[(identity.ConnectorId, identity.UserId)] = identity;

    public Task<UserIdentity?> FindAsync(string connectorId, string userId, CancellationToken ct) =>
        Task.FromResult(_people.GetValueOrDefault((connectorId, userId)));

    public Task RecordLoginAsync(string connectorId, PersonClaims claims, DateTimeOffset at, CancellationToken ct)
    {
        Put(_people.TryGetValue((connectorId, claims.UserId), out var known)
            ? known with { Claims = claims, LastLoginAt = at }
            : new UserIdentity { ConnectorId = connectorId, Claims = claims, CreatedAt = at, LastLoginAt = at });
        return Task.CompletedTask;
    }

    public Task<bool> SaveConsentAsync(string connectorId, string userId, Consent consent, CancellationToken ct) => ConsentFailure is null
        ? Change(connectorId, userId, person => person with { Consents = [.. person.Consents.Where(known => known.ClientId != consent.ClientId), consent] })
        : Task.FromException<bool>(ConsentFailure);

    public Task<bool> RevokeConsentAsync(string connectorId, string userId, string clientId, AuditEntry entry, CancellationToken ct) =>
        _people.GetValueOrDefault((connectorId, userId))?.Consents.Any(known => known.ClientId == clientId) == true
            ? Change(connectorId, userId, person => person with { Consents = person.Consents.RemoveAll(known => known.ClientId == clientId) })
            : Task.FromResult(false);

    public Task<bool> BlockAsync(string connectorId, string userId, DateTimeOffset? until, AuditEntry entry, CancellationToken ct) =>
        Change(connectorId, userId, person => person with { BlockedUntil = until });

    public Task<bool> DeleteAsync(string connectorId, string userId, AuditEntry entry, CancellationToken ct) =>
        Task.FromResult(_people.Remove((connectorId, userId)));

    public Task<IdentityPage> ListAsync(IdentityQuery query, CancellationToken ct)
    {
        var found = _people.Values
            .Where(person => person.ConnectorId == (query.ConnectorId ?? person.ConnectorId))
            .Where(person => query.ConsentedTo is null || person.Consents.Any(consent => consent.ClientId == query.ConsentedTo))
            .Where(person => Texts(person.Claims).Any(text => text.Contains(query.Search, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(person => person.LastLoginAt)
            .ThenBy(person => person.ConnectorId, StringComparer.Ordinal)
            .ThenBy(person => person.UserId, StringComparer.Ordinal)
            .ToList();
        return Task.FromResult(new IdentityPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    private static string[] Texts(PersonClaims claims) => [claims.Email, claims.Username, claims.PreferredUsername, claims.UserId];

    private Task<bool> Change(string connectorId, string userId, Func<UserIdentity, UserIdentity> change)
    {
        if (!_people.TryGetValue((connectorId, userId), out var person))
        {
            return Task.FromResult(false);
        }

        Put(change(person));
        return Task.FromResult(true);
    }
}
