using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Identities;
using Dex.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>Many consents at once, with a record that is drawn up in the transaction that takes them back.</summary>
public sealed class ConsentRevocation(StoreAccess access) : IConsentRevocation
{
    public async Task<int> RevokeOfAsync(
        string connectorId, string userId, Func<ImmutableArray<Consent>, AuditEntry> entryFor, CancellationToken ct)
    {
        var key = IdentityStore.Key(connectorId, userId);
        var revoked = 0;
        await access.WriteAsync(
            async (db, token) =>
            {
                revoked = 0;
                if (!await IdentityStore.HoldAsync(db, key, token))
                {
                    return false;
                }

                var rows = db.Consents.Where(consent => consent.IdentityKey == key);
                var consents = IdentityStore.Read(await rows.AsNoTracking().ToListAsync(token));
                if (consents.IsEmpty)
                {
                    return false;
                }

                db.AddAudit(entryFor(consents));
                revoked = await rows.ExecuteDeleteAsync(token);
                return true;
            },
            ct);
        return revoked;
    }

    public async Task<int> RevokeGivenToAsync(string clientId, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        var client = KeyText.Storable(clientId);
        var revoked = 0;
        await access.WriteAsync(
            async (db, token) =>
            {
                revoked = await db.Consents.Where(consent => consent.ClientId == client).ExecuteDeleteAsync(token);
                if (revoked > 0)
                {
                    db.AddAudit(entryFor(revoked));
                }

                return revoked > 0;
            },
            ct);
        return revoked;
    }
}
