using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>Brings the tables up to date, under a lock of the database, so that nodes that start together do it once.</summary>
public sealed partial class DatabaseMigrator(IDbContextFactory<DexDbContext> contexts, ILogger<DatabaseMigrator> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Does nothing but one query when there is nothing to do.</summary>
    /// <exception cref="StorageOpeningException">It is dex's own database, or the migration did not end in time.</exception>
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await ForeignDatabase.RefuseAsync(db, ct);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count == 0)
        {
            return;
        }

        LogMigrating(logger, pending.Count);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeLimit);
        try
        {
            await db.Database.MigrateAsync(limit.Token);
        }
        catch (OperationCanceledException exception) when (!ct.IsCancellationRequested)
        {
            throw new StorageOpeningException(Explain(db), exception);
        }
    }

    /// <summary>How long a migration may take; tests shorten it.</summary>
    internal TimeSpan TimeLimit { get; set; } = Limit;

    private string Explain(DexDbContext db) =>
        $"The tables could not be brought up to date within {TimeLimit.TotalSeconds:0} seconds. " + (db.Database.IsSqlite()
            ? "Another process holds the table __EFMigrationsLock, or left its row behind when it was killed. " +
              "When no other dex is starting, run: DELETE FROM \"__EFMigrationsLock\"; and start again."
            : "Another node may be doing it; start again when it has finished.");

    [LoggerMessage(LogLevel.Information, "migrating storage, {Migrations} steps")]
    private static partial void LogMigrating(ILogger logger, int migrations);
}
