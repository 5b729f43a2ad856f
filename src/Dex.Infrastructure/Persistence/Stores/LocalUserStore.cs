using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The password database: accounts of the file, then stored ones. Failed sign-ins are counted in the database for both.</summary>
public sealed class LocalUserStore(StaticUsers statics, StoreAccess access) : ILocalUserStore
{
    public async Task<LocalUser?> FindAsync(string email, CancellationToken ct)
    {
        var key = Key(email);
        return statics.Find(key) ?? (IsPossible(key)
            ? await access.ReadAsync((db, token) => db.LocalUsers.AsNoTracking().SingleOrDefaultAsync(user => user.Email == key, token), ct)
            : null);
    }

    public async Task<bool> AddAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        var stored = user with { Email = Key(user.Email) };
        return statics.Find(stored.Email) is null && await access.WriteAsync(
            (db, _) =>
            {
                db.LocalUsers.Add(stored);
                db.AuditEntries.Add(entry with { Id = 0 });
                return Task.FromResult(true);
            },
            ct);
    }

    public Task<bool> AnyAdministratorAsync(CancellationToken ct) =>
        access.ReadAsync((db, token) => db.LocalUsers.AnyAsync(user => user.IsAdministrator, token), ct);

    public async Task<LockOut> LockOutAsync(string email, CancellationToken ct)
    {
        var key = Key(email);
        var row = await access.ReadAsync((db, token) => db.LockOuts.AsNoTracking().SingleOrDefaultAsync(row => row.Email == key, token), ct);
        return row is null ? LockOut.None : new LockOut(row.Failures, row.LockedUntil);
    }

    public async Task<LockOut> RecordFailureAsync(string email, DateTimeOffset now, CancellationToken ct)
    {
        var key = Key(email);
        var after = LockOut.None.AfterFailure(now);
        if (!IsPossible(key))
        {
            return after;
        }

        // The first failure may lose the race to insert its row; then there is a row to update.
        while (!await access.WriteAsync(
            async (db, token) =>
            {
                after = await CountAsync(db, key, now, token);
                return true;
            },
            ct))
        {
            ct.ThrowIfCancellationRequested();
        }

        return after;
    }

    public Task ClearFailuresAsync(string email, CancellationToken ct)
    {
        var key = Key(email);
        return access.WriteAsync(async (db, token) => await db.LockOuts.Where(row => row.Email == key).ExecuteDeleteAsync(token) > 0, ct);
    }

    internal static string Key(string email) => email.ToLowerInvariant();

    private static bool IsPossible(string key) => key.Length is > 0 and <= KeyLengths.Email && !key.Any(char.IsControl);

    // The update takes the row's lock, so that what is read after it is this failure's own count.
    private static async Task<LockOut> CountAsync(DexDbContext db, string key, DateTimeOffset now, CancellationToken ct)
    {
        var rows = db.LockOuts.Where(row => row.Email == key);
        if (await rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Failures, row => row.Failures + 1).SetProperty(row => row.LastFailureAt, now), ct) == 0)
        {
            var first = LockOut.None.AfterFailure(now);
            db.LockOuts.Add(new LockOutRow { Email = key, Failures = first.Failures, LockedUntil = first.LockedUntil, LastFailureAt = now });
            return first;
        }

        var failures = await rows.Select(row => row.Failures).SingleAsync(ct);
        var after = new LockOut(failures - 1, null).AfterFailure(now);
        await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, after.LockedUntil), ct);
        return after;
    }
}
