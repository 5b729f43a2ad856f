using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence;

/// <summary>
/// How stores reach the database: a context per operation, conflicts tried again, an absent database told as
/// <see cref="StorageUnavailableException"/>. A write is one transaction: what changed, its audit entry and its announcement together.
/// </summary>
public sealed class StoreAccess(IDbContextFactory<DexDbContext> contexts, KnownVersions known, WriterTurns turns)
{
    private const int Attempts = 6;

    // Announcements that other nodes may still have to read; a node that missed more forgets everything.
    private const int KeptChanges = 512;

    public Task<T> ReadAsync<T>(Func<DexDbContext, CancellationToken, Task<T>> read, CancellationToken ct) =>
        AttemptAsync(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(ct);
                return await read(db, ct);
            },
            ct);

    /// <summary>Runs a transaction; nothing of it is kept unless <paramref name="write"/> answers true. A row that exists already counts as false.</summary>
    public Task<bool> WriteAsync(Func<DexDbContext, CancellationToken, Task<bool>> write, CancellationToken ct) =>
        AttemptAsync(
            async () =>
            {
                using var turn = await turns.EnterAsync(ct);
                await using var db = await contexts.CreateDbContextAsync(ct);
                return await InTransactionAsync(db, write, ct);
            },
            ct);

    /// <summary>The same for a change that other nodes must hear of; this node hears by <paramref name="committed"/>, before the call returns.</summary>
    /// <param name="clientId">Whom it concerns, for the topic <c>clients</c>; empty: many.</param>
    public async Task<bool> AnnounceAsync(
        string topic, string clientId, Func<DexDbContext, CancellationToken, Task<bool>> write, Action committed, CancellationToken ct)
    {
        long version = 0;
        var written = await WriteAsync(
            async (db, token) =>
            {
                // First of all statements: it makes writers of one topic queue, so that versions become visible in their order.
                await db.Topics.Where(row => row.Name == topic)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), token);
                version = await db.Topics.Where(row => row.Name == topic).Select(row => row.Version).SingleAsync(token);
                if (topic == Topics.Clients)
                {
                    db.ClientChanges.Add(new ClientChangeRow { Version = version, ClientId = clientId });
                    var oldest = version - KeptChanges;
                    await db.ClientChanges.Where(change => change.Version <= oldest).ExecuteDeleteAsync(token);
                }

                return await write(db, token);
            },
            ct);
        if (written)
        {
            committed();
            known.Advance(topic, version - 1, version);
        }

        return written;
    }

    private static async Task<bool> InTransactionAsync(DexDbContext db, Func<DexDbContext, CancellationToken, Task<bool>> write, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            if (!await write(db, ct))
            {
                return false;
            }

            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (Exception exception) when (StorageFaults.IsDuplicate(exception))
        {
            return false;
        }

        // A commit that is under way is not given up: the caller could not know whether it happened.
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<T> AttemptAsync<T>(Func<Task<T>> operation, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation();
            }
            catch (Exception exception) when (StorageFaults.IsConflict(exception))
            {
                if (attempt == Attempts)
                {
                    throw new StorageUnavailableException("The database was too busy with other changes.", exception);
                }
            }
            catch (Exception exception) when (StorageFaults.IsUnavailable(exception))
            {
                StorageFaults.ForgetConnections(exception);
                throw new StorageUnavailableException("The database does not answer.", exception);
            }

            // Real time, not the clock's: the others must get a chance whatever a test's clock says.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), ct);
        }
    }
}
