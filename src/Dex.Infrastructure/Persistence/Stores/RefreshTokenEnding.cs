using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>
/// Ends refresh tokens inside a transaction: the rows go, the tokens issued beside them that are still alive come onto the deny list, and
/// what a connector kept of a person goes with the last of that person's tokens.
/// </summary>
internal static class RefreshTokenEnding
{
    /// <summary>Rows of one statement.</summary>
    private const int Batch = 200;

    /// <returns>How many there were.</returns>
    public static async Task<int> EndAsync(DexDbContext db, IQueryable<RefreshTokenRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        // In one order everywhere, so that two who end the same tokens wait for each other instead of standing in each other's way.
        var found = await rows.AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.PersonKey }).ToListAsync(ct);
        var ended = 0;
        foreach (var batch in found.Chunk(Batch))
        {
            var ids = batch.Select(row => row.Id).ToArray();
            var people = batch.Select(row => row.PersonKey).Distinct(StringComparer.Ordinal).ToArray();
            await HoldPeopleAsync(db, people, ct);

            // Takes the rows: whoever issues beside one of them takes it too, so nothing can be issued between the next two statements.
            await HoldAsync(db, ids, ct);
            await DenyAsync(db, ids, now, ct);
            ended += await db.RefreshTokens.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
            await ForgetPeopleAsync(db, people, ct);
        }

        return ended;
    }

    /// <summary>Keeps the rows from changing until the transaction ends.</summary>
    /// <returns>How many of them there are.</returns>
    public static Task<int> HoldAsync(DexDbContext db, string[] ids, CancellationToken ct) =>
        db.RefreshTokens.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Turn, row => row.Turn), ct);

    /// <summary>
    /// Keeps what is kept of these people from changing until the transaction ends. Whoever begins, refreshes or ends a token takes this
    /// row before the token's, so that nobody waits in a circle, and whether a person has tokens left can be seen.
    /// </summary>
    public static Task HoldPeopleAsync(DexDbContext db, string[] personKeys, CancellationToken ct) =>
        db.OfflineSessions.Where(row => personKeys.Contains(row.PersonKey))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConnectorData, row => row.ConnectorData), ct);

    /// <summary>Deletes what connectors kept of those people who have no refresh token any more; the people are held.</summary>
    public static Task ForgetPeopleAsync(DexDbContext db, string[] personKeys, CancellationToken ct) =>
        db.OfflineSessions.Where(row => personKeys.Contains(row.PersonKey) && !db.RefreshTokens.Any(token => token.PersonKey == row.PersonKey))
            .ExecuteDeleteAsync(ct);

    private static async Task DenyAsync(DexDbContext db, string[] ids, DateTimeOffset now, CancellationToken ct)
    {
        var issued = await db.IssuedTokens.AsNoTracking()
            .Where(row => ids.Contains(row.RefreshTokenId) && row.ExpiresAt > now && !db.RevokedTokens.Any(revoked => revoked.TokenId == row.TokenId))
            .ToListAsync(ct);
        db.RevokedTokens.AddRange(issued.Select(row => new RevokedTokenRow { TokenId = row.TokenId, ExpiresAt = row.ExpiresAt }));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (StorageFaults.IsDuplicate(exception))
        {
            throw new ConcurrentChangeException("One of the tokens was taken back by somebody else at the same moment.");
        }

        db.ChangeTracker.Clear();
    }
}
