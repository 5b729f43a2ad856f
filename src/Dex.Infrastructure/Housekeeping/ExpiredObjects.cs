using System.Diagnostics.Metrics;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Housekeeping;

/// <summary>
/// Deletes what expired. Nothing depends on it but the size of the database: expired objects are refused wherever they are used. Any
/// number of nodes may do it at once; each counts what it deleted itself.
/// </summary>
public sealed class ExpiredObjects
{
    /// <summary>The meter that carries <see cref="CounterName"/>.</summary>
    public const string MeterName = "dex";

    /// <summary>
    /// Objects deleted by this node; the label <c>kind</c> is <c>auth_request</c>, <c>auth_code</c>, <c>device_request</c>, <c>refresh_token</c>,
    /// <c>issued_token</c> (the note that a token was issued beside a refresh token), <c>revoked_token</c> or <c>lock_out</c>.
    /// </summary>
    public const string CounterName = "expired_objects_deleted";

    /// <summary>Rows of one statement: few enough that requests hardly wait for it.</summary>
    internal const int Batch = 500;

    // What a flood left behind takes several rounds, so that none of them keeps the database busy without end.
    private const int BatchesPerRound = 200;

    private readonly StoreAccess _access;
    private readonly RefreshTokenPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _deleted;

    public ExpiredObjects(StoreAccess access, FileSettings file, TimeProvider clock, IMeterFactory meters)
    {
        _access = access;
        _policy = file.RefreshTokens;
        _clock = clock;
        _deleted = meters.Create(MeterName).CreateCounter<long>(CounterName, description: "Expired objects deleted from storage");
    }

    /// <summary>One round over all kinds.</summary>
    /// <param name="tally">Grows with every batch, so that it is right also when a later one fails.</param>
    public async Task DeleteAsync(ExpiredTally tally, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        await DeleteAsync(
            "auth_request",
            db => db.AuthorizationRequests.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.Id),
            (db, ids) => db.AuthorizationRequests.Where(row => ids.Contains(row.Id)),
            count => tally.Requests += count,
            ct);
        await DeleteAsync(
            "auth_code",
            db => db.AuthorizationCodes.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.Hash),
            (db, hashes) => db.AuthorizationCodes.Where(row => hashes.Contains(row.Hash)),
            count => tally.Codes += count,
            ct);
        await DeleteAsync(
            "device_request",
            db => db.DeviceRequests.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.UserCode),
            (db, codes) => db.DeviceRequests.Where(row => codes.Contains(row.UserCode) && row.ExpiresAt < now),
            count => tally.DeviceRequests += count,
            ct);
        await DeleteAsync(
            "refresh_token",
            db => ExpiredRefreshTokens.Of(db, _policy, now).OrderBy(row => row.Id).Select(row => row.Id),
            (db, ids, token) => ExpiredRefreshTokens.DeleteAsync(db, ids, _policy, now, token),
            count => tally.RefreshTokens += count,
            ct);
        await DeleteAsync(
            "issued_token",
            db => db.IssuedTokens.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.TokenId),
            (db, ids) => db.IssuedTokens.Where(row => ids.Contains(row.TokenId)),
            count => tally.IssuedTokens += count,
            ct);
        await DeleteAsync(
            "revoked_token",
            db => db.RevokedTokens.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.TokenId),
            (db, ids) => db.RevokedTokens.Where(row => ids.Contains(row.TokenId)),
            count => tally.RevokedTokens += count,
            ct);

        // Strangers make a row with every address that they invent. No lock outlasts the memory of the failure that set it.
        var forgotten = now - LockOut.Memory;
        await DeleteAsync(
            "lock_out",
            db => db.LockOuts.Where(row => row.LastFailureAt < forgotten).OrderBy(row => row.LastFailureAt).Select(row => row.Email),
            (db, emails) => db.LockOuts.Where(row => emails.Contains(row.Email) && row.LastFailureAt < forgotten),
            count => tally.LockOuts += count,
            ct);
    }

    // Most expired rows never come back to life, so their keys are enough; for those that may, the query says so again.
    private Task DeleteAsync<TRow>(
        string kind, Func<DexDbContext, IQueryable<string>> expired, Func<DexDbContext, string[], IQueryable<TRow>> rows, Action<int> count, CancellationToken ct)
        where TRow : class =>
        DeleteAsync(kind, expired, (db, keys, token) => rows(db, keys).ExecuteDeleteAsync(token), count, ct);

    private async Task DeleteAsync(
        string kind, Func<DexDbContext, IQueryable<string>> expired, Func<DexDbContext, string[], CancellationToken, Task<int>> delete, Action<int> count,
        CancellationToken ct)
    {
        for (var batch = 0; batch < BatchesPerRound; batch++)
        {
            var keys = await _access.ReadAsync((db, token) => expired(db).Take(Batch).ToArrayAsync(token), ct);
            var deleted = keys.Length == 0 ? 0 : await DeleteBatchAsync(keys, delete, ct);
            if (deleted > 0)
            {
                count(deleted);
                _deleted.Add(deleted, new KeyValuePair<string, object?>("kind", kind));
            }

            if (keys.Length < Batch)
            {
                return;
            }
        }
    }

    private async Task<int> DeleteBatchAsync(string[] keys, Func<DexDbContext, string[], CancellationToken, Task<int>> delete, CancellationToken ct)
    {
        var deleted = 0;
        await _access.WriteAsync(
            async (db, token) =>
            {
                deleted = await delete(db, keys, token);
                return true;
            },
            ct);
        return deleted;
    }
}

/// <summary>How many objects of each kind a round deleted.</summary>
public sealed class ExpiredTally
{
    public int Requests { get; internal set; }

    public int Codes { get; internal set; }

    /// <summary>A device request and its device token, which dex keeps apart, are one here.</summary>
    public int DeviceRequests { get; internal set; }

    public int RefreshTokens { get; internal set; }

    public int IssuedTokens { get; internal set; }

    public int RevokedTokens { get; internal set; }

    public int LockOuts { get; internal set; }

    public bool IsEmpty =>
        Requests == 0 && Codes == 0 && DeviceRequests == 0 && RefreshTokens == 0 && IssuedTokens == 0 && RevokedTokens == 0 && LockOuts == 0;
}
