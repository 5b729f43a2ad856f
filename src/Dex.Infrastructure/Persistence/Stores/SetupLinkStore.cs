using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The link that makes the first administrator: one row, so that there is one for all nodes.</summary>
public sealed class SetupLinkStore(StaticUsers statics, StoreAccess access) : ISetupLinkStore
{
    public Task<bool> TryCreateAsync(string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken ct) =>
        access.WriteAsync(
            async (db, token) =>
            {
                await db.SetupLinks.Where(link => link.UsedAt != null || link.ExpiresAt <= now).ExecuteDeleteAsync(token);
                if (await db.SetupLinks.AnyAsync(token))
                {
                    return false;
                }

                // Of two nodes that come this far at once, one meets the other's row.
                db.SetupLinks.Add(new SetupLinkRow { TokenHash = tokenHash, ExpiresAt = expiresAt });
                return true;
            },
            ct);

    public Task<bool> IsLiveAsync(string tokenHash, DateTimeOffset now, CancellationToken ct) =>
        access.ReadAsync((db, token) => Live(db, tokenHash, now).AnyAsync(token), ct);

    public async Task<bool> RedeemAsync(string tokenHash, DateTimeOffset now, LocalUser administrator, AuditEntry entry, CancellationToken ct)
    {
        var user = administrator with { Email = LocalUserStore.Key(administrator.Email) };
        return statics.Find(user.Email) is null && await access.WriteAsync(
            async (db, token) =>
            {
                LocalUserList.Fill(db.LocalUsers.Add(user));
                db.AddAudit(entry);
                return await Live(db, tokenHash, now).ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), token) == 1;
            },
            ct);
    }

    private static IQueryable<SetupLinkRow> Live(DexDbContext db, string tokenHash, DateTimeOffset now) =>
        db.SetupLinks.Where(link => link.TokenHash == tokenHash && link.UsedAt == null && link.ExpiresAt > now);
}
