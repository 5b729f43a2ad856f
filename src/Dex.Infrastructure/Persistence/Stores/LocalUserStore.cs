using Dex.Domain.Audit;
using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The password database: accounts of the file, then stored ones. Failed sign-ins are counted in the database for both.</summary>
public sealed class LocalUserStore(StaticUsers statics, StoreAccess access, TimeProvider clock) : ILocalUserStore
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
                LocalUserList.Fill(db.LocalUsers.Add(stored));
                db.AddAudit(entry);
                return Task.FromResult(true);
            },
            ct);
    }

    public async Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        var changed = user with { Email = Key(user.Email) };
        return IsStored(changed.Email, statics) && await access.WriteAsync((db, token) => UpdateAsync(db, changed, entry, token), ct);
    }

    public async Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct)
    {
        var key = Key(email);
        return IsStored(key, statics) && await access.WriteAsync((db, token) => DeleteAsync(db, key, version, entry, clock.GetUtcNow(), token), ct);
    }

    public Task<LocalUserPage> ListAsync(LocalUserQuery query, CancellationToken ct) =>
        access.ReadAsync((db, token) => new LocalUserList(query, statics).ReadAsync(db, token), ct);

    public async Task<LockOut?> FindLockOutAsync(string email, CancellationToken ct)
    {
        var key = Key(email);
        var forgotten = clock.GetUtcNow() - LockOut.Memory;
        return IsPossible(key)
            ? await access.ReadAsync(
                (db, token) => db.LockOuts.AsNoTracking()
                    .Where(row => row.Email == key && row.LastFailureAt >= forgotten && row.Failures > 0)
                    .Select(row => new LockOut(row.Failures, row.LockedUntil))
                    .SingleOrDefaultAsync(token),
                ct)
            : null;
    }

    public Task<bool> AnyAdministratorAsync(CancellationToken ct) =>
        access.ReadAsync((db, token) => db.LocalUsers.AnyAsync(user => user.IsAdministrator, token), ct);

    public async Task<LockOut?> TryBeginAttemptAsync(string email, DateTimeOffset now, CancellationToken ct)
    {
        var key = Key(email);
        LockOut? standing = null;
        if (!IsPossible(key))
        {
            return standing;
        }

        // The first failure may lose the race to insert its row; then there is a row to update.
        while (!await access.WriteAsync(
            async (db, token) =>
            {
                standing = await BeginAsync(db, key, now, token);

                // Not locked and not counted: another node made the row in between, and this attempt has to count itself there.
                return standing is null || standing.IsLocked(now);
            },
            ct))
        {
            ct.ThrowIfCancellationRequested();
        }

        return standing;
    }

    public Task ClearFailuresAsync(string email, CancellationToken ct)
    {
        var key = Key(email);
        return IsPossible(key)
            ? access.WriteAsync(async (db, token) => await db.LockOuts.Where(row => row.Email == key).ExecuteDeleteAsync(token) > 0, ct)
            : Task.CompletedTask;
    }

    internal static string Key(string email) => email.ToLowerInvariant();

    internal static bool IsStored(string key, StaticUsers statics) => IsPossible(key) && statics.Find(key) is null;

    internal static async Task<bool> UpdateAsync(DexDbContext db, LocalUser changed, AuditEntry entry, CancellationToken ct)
    {
        if (await db.LocalUsers.Where(stored => stored.Email == changed.Email && stored.Version == changed.Version - 1)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Version, changed.Version), ct) == 0)
        {
            return false;
        }

        LocalUserList.Fill(db.LocalUsers.Update(changed));
        db.AddAudit(entry);
        return true;
    }

    /// <summary>Deletes the account, and with it the refresh tokens of the person that it was.</summary>
    internal static async Task<bool> DeleteAsync(
        DexDbContext db, string key, long version, AuditEntry entry, DateTimeOffset now, CancellationToken ct)
    {
        db.AddAudit(entry);
        var account = db.LocalUsers.Where(user => user.Email == key && user.Version == version);
        if (await account.Select(user => user.UserId).SingleOrDefaultAsync(ct) is not { } userId)
        {
            return false;
        }

        var personKey = IdentityStore.Key(ConnectorDescription.Local, userId);
        await RefreshTokenEnding.EndAsync(db, db.RefreshTokens.Where(row => row.PersonKey == personKey), now, ct);
        await DeviceRequestStore.ForgetPersonAsync(db, personKey, ct);
        return await account.ExecuteDeleteAsync(ct) == 1;
    }

    private static bool IsPossible(string key) => key.Length is > 0 and <= KeyLengths.Email && !key.Any(char.IsControl);

    // The update takes the row's lock, so that of parallel attempts each sees what the one before it left.
    private static async Task<LockOut?> BeginAsync(DexDbContext db, string key, DateTimeOffset now, CancellationToken ct)
    {
        var rows = db.LockOuts.Where(row => row.Email == key);
        var forgotten = now - LockOut.Memory;
        await rows.Where(row => row.LastFailureAt < forgotten).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0), ct);
        var counted = await rows.Where(row => row.LockedUntil == null || row.LockedUntil <= now).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Failures, row => row.Failures + 1).SetProperty(row => row.LastFailureAt, now), ct);
        if (counted == 0)
        {
            return await StandingAsync(db, rows, key, now, ct);
        }

        var failures = await rows.Select(row => row.Failures).SingleAsync(ct);
        var after = new LockOut(failures - 1, null).AfterFailure(now);
        await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, after.LockedUntil), ct);
        return null;
    }

    private static async Task<LockOut?> StandingAsync(DexDbContext db, IQueryable<LockOutRow> rows, string key, DateTimeOffset now, CancellationToken ct)
    {
        if (await rows.AsNoTracking().SingleOrDefaultAsync(ct) is { } row)
        {
            return new LockOut(row.Failures, row.LockedUntil);
        }

        var first = LockOut.None.AfterFailure(now);
        db.LockOuts.Add(new LockOutRow { Email = key, Failures = first.Failures, LockedUntil = first.LockedUntil, LastFailureAt = now });
        return null;
    }
}
