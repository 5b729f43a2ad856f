using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Identities;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>People by connector and user id, and their consents.</summary>
public sealed class IdentityStore(StoreAccess access, TimeProvider clock) : IIdentityStore
{
    public async Task<UserIdentity?> FindAsync(string connectorId, string userId, CancellationToken ct)
    {
        var key = Key(connectorId, userId);
        return await access.ReadAsync(
            async (db, token) =>
            {
                var row = await db.Identities.AsNoTracking().SingleOrDefaultAsync(identity => identity.Key == key, token);
                return row is null
                    ? null
                    : Read(row, await db.Consents.AsNoTracking().Where(consent => consent.IdentityKey == key).ToListAsync(token));
            },
            ct);
    }

    public async Task RecordLoginAsync(string connectorId, PersonClaims claims, DateTimeOffset at, CancellationToken ct)
    {
        var row = Write(connectorId, claims, at);

        // False when another first sign-in made the row in between; then there is one to renew.
        while (!await access.WriteAsync((db, token) => RenewOrAddAsync(db, row, token), ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    public Task<bool> SaveConsentAsync(string connectorId, string userId, Consent consent, CancellationToken ct)
    {
        var key = Key(connectorId, userId);
        var clientId = KeyText.Storable(consent.ClientId);
        var scopes = JsonColumn.Write(consent.Scopes);
        return access.WriteAsync(
            async (db, token) =>
            {
                // Takes the person's row, so that consents of one person are saved one after the other, and not while the person is forgotten.
                if (!await HoldAsync(db, key, token))
                {
                    return false;
                }

                var replaced = await OneConsent(db, key, clientId).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Scopes, scopes).SetProperty(row => row.GrantedAt, consent.GrantedAt), token);
                if (replaced == 0)
                {
                    db.Consents.Add(new ConsentRow { IdentityKey = key, ClientId = clientId, Scopes = scopes, GrantedAt = consent.GrantedAt });
                }

                return true;
            },
            ct);
    }

    public Task<bool> RevokeConsentAsync(string connectorId, string userId, string clientId, AuditEntry entry, CancellationToken ct)
    {
        var client = KeyText.Storable(clientId);
        return ChangeAsync(entry, (db, token) => OneConsent(db, Key(connectorId, userId), client).ExecuteDeleteAsync(token), ct);
    }

    public Task<bool> BlockAsync(string connectorId, string userId, DateTimeOffset? until, AuditEntry entry, CancellationToken ct) =>
        ChangeAsync(
            entry,
            (db, token) => One(db, Key(connectorId, userId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.BlockedUntil, until), token),
            ct);

    public Task<bool> DeleteAsync(string connectorId, string userId, AuditEntry entry, CancellationToken ct)
    {
        var key = Key(connectorId, userId);
        return ChangeAsync(
            entry,
            async (db, token) =>
            {
                await RefreshTokenEnding.EndAsync(db, db.RefreshTokens.Where(row => row.PersonKey == key), clock.GetUtcNow(), token);
                await DeviceRequestStore.ForgetPersonAsync(db, key, token);
                return await One(db, key).ExecuteDeleteAsync(token);
            },
            ct);
    }

    public Task<IdentityPage> ListAsync(IdentityQuery query, CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) =>
            {
                var rows = await Sort(Filter(db, query)).Skip(Math.Max(0, query.Offset)).Take(Math.Max(0, query.Count)).ToListAsync(token);
                var keys = rows.Select(row => row.Key).ToArray();
                var consents = (await db.Consents.AsNoTracking().Where(consent => keys.Contains(consent.IdentityKey)).ToListAsync(token))
                    .ToLookup(consent => consent.IdentityKey, StringComparer.Ordinal);
                return new IdentityPage([.. rows.Select(row => Read(row, consents[row.Key]))], await Filter(db, query).CountAsync(token));
            },
            ct);

    internal static IQueryable<IdentityRow> Filter(DexDbContext db, IdentityQuery query)
    {
        var rows = db.Identities.AsNoTracking();
        if (KeyText.Storable(query.Search.Trim()).ToLowerInvariant() is { Length: > 0 } search)
        {
            rows = rows.Where(row => row.SearchText.Contains(search));
        }

        if (query.ConnectorId is { } asked)
        {
            var connectorId = KeyText.Storable(asked);
            rows = rows.Where(row => row.ConnectorId == connectorId);
        }

        if (query.ConsentedTo is { } consentedTo)
        {
            var clientId = KeyText.Storable(consentedTo);
            rows = rows.Where(row => db.Consents.Any(consent => consent.IdentityKey == row.Key && consent.ClientId == clientId));
        }

        return query.BlockedAt is { } instant ? rows.Where(row => row.BlockedUntil > instant) : rows;
    }

    internal static IQueryable<IdentityRow> Sort(IQueryable<IdentityRow> rows) =>
        rows.OrderByDescending(row => row.LastLoginAt).ThenBy(row => row.ConnectorId).ThenBy(row => row.UserId).ThenBy(row => row.Key);

    /// <summary>Keeps the person's consents from changing until the transaction ends. False when the identity is gone.</summary>
    internal static async Task<bool> HoldAsync(DexDbContext db, string key, CancellationToken ct) =>
        await One(db, key).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConnectorId, row => row.ConnectorId), ct) == 1;

    internal static string Key(string connectorId, string userId) => KeyText.HashOf(connectorId, userId);

    /// <summary>What a search for people looks through.</summary>
    internal static string SearchTextOf(PersonClaims claims) =>
        KeyText.Storable(string.Join('\n', claims.Email, claims.Username, claims.PreferredUsername, claims.UserId)).ToLowerInvariant();

    private static IQueryable<IdentityRow> One(DexDbContext db, string key) => db.Identities.Where(row => row.Key == key);

    private static IQueryable<ConsentRow> OneConsent(DexDbContext db, string key, string clientId) =>
        db.Consents.Where(row => row.IdentityKey == key && row.ClientId == clientId);

    private static async Task<bool> RenewOrAddAsync(DexDbContext db, IdentityRow row, CancellationToken ct)
    {
        var renewed = await One(db, row.Key).ExecuteUpdateAsync(
            set => set.SetProperty(stored => stored.Claims, row.Claims)
                .SetProperty(stored => stored.SearchText, row.SearchText)
                .SetProperty(stored => stored.LastLoginAt, row.LastLoginAt),
            ct);
        if (renewed == 0)
        {
            db.Identities.Add(row);
        }

        return true;
    }

    private Task<bool> ChangeAsync(AuditEntry entry, Func<DexDbContext, CancellationToken, Task<int>> change, CancellationToken ct) =>
        access.WriteAsync(
            async (db, token) =>
            {
                db.AddAudit(entry);
                return await change(db, token) == 1;
            },
            ct);

    private static IdentityRow Write(string connectorId, PersonClaims claims, DateTimeOffset at) => new()
    {
        Key = Key(connectorId, claims.UserId),
        ConnectorId = KeyText.Storable(connectorId),
        UserId = KeyText.Storable(claims.UserId),
        Claims = JsonColumn.Write(claims),
        SearchText = SearchTextOf(claims),
        CreatedAt = at,
        LastLoginAt = at,
    };

    private static UserIdentity Read(IdentityRow row, IEnumerable<ConsentRow> consents) => new()
    {
        ConnectorId = row.ConnectorId,
        Claims = JsonColumn.Read<PersonClaims>(row.Claims),
        CreatedAt = row.CreatedAt,
        LastLoginAt = row.LastLoginAt,
        BlockedUntil = row.BlockedUntil,
        Consents = Read(consents),
    };

    internal static ImmutableArray<Consent> Read(IEnumerable<ConsentRow> consents) =>
    [
        .. consents
            .OrderBy(consent => consent.ClientId, ClientOrder.Text)
            .Select(consent => new Consent(consent.ClientId, [.. JsonColumn.Read<string[]>(consent.Scopes)], consent.GrantedAt)),
    ];
}
