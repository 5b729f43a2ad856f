using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Activity;

/// <summary>Writes counts to the database every two seconds and at the end. What cannot be written stays in memory and is tried again.</summary>
public sealed partial class ActivityWriter(ActivityCounters counters, StoreAccess access, TimeProvider clock, ILogger<ActivityWriter> logger)
    : BackgroundService
{
    /// <summary>How long hours are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    // Failed sign-ins of addresses that nobody tries any more.
    private static readonly TimeSpan LockOutsKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _prunedAt;
    private bool _failing;

    /// <summary>Raised about once a second when this node has counted something.</summary>
    internal event Action? Counted;

    /// <summary>Writes what was counted so far; false when the database does not answer, and then nothing is lost.</summary>
    public async Task<bool> FlushAsync(CancellationToken ct)
    {
        await counters.Moving.WaitAsync(ct);
        try
        {
            return await WriteAsync(ActivityBatch.Take(counters), ct);
        }
        finally
        {
            counters.Moving.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Tick, clock);
        try
        {
            for (var round = 0; await ticks.WaitForNextTickAsync(stoppingToken); round++)
            {
                if (counters.TakeCounted())
                {
                    Counted?.Invoke();
                }

                if (round % 2 == 1)
                {
                    await RoundAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; StopAsync writes the rest.
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FlushAsync(ct) && now - _prunedAt >= PruneInterval)
        {
            _prunedAt = now;
            counters.ForgetBefore(ActivityCounters.HourOf(now - PruneInterval));
            await TryAsync(() => PruneAsync(now, ct));
        }
    }

    private async Task<bool> WriteAsync(ActivityBatch batch, CancellationToken ct)
    {
        if (batch.IsEmpty)
        {
            return true;
        }

        var written = false;
        try
        {
            written = await TryAsync(() => access.WriteAsync(
                async (db, token) =>
                {
                    await batch.WriteAsync(db, token);
                    return true;
                },
                ct));
        }
        finally
        {
            if (!written)
            {
                batch.Return();
            }
        }

        return written;
    }

    internal Task<bool> PruneAsync(DateTimeOffset now, CancellationToken ct) =>
        access.WriteAsync(
            async (db, token) =>
            {
                var oldest = now - Kept;
                await db.ActivityHours.Where(row => row.Hour < oldest).ExecuteDeleteAsync(token);
                await db.SecretUses.Where(row => row.Hour < oldest).ExecuteDeleteAsync(token);
                var forgotten = now - LockOutsKept;
                await db.LockOuts.Where(row => row.LastFailureAt < forgotten).ExecuteDeleteAsync(token);
                return true;
            },
            ct);

    private async Task<bool> TryAsync(Func<Task<bool>> write)
    {
        try
        {
            var done = await write();
            _failing = false;
            return done;
        }
#pragma warning disable CA1031 // Counting must outlive whatever the database says; it is logged once, and the counts are kept.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!_failing)
            {
                LogFailed(logger, exception);
            }

            _failing = true;
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "activity could not be written, it is kept and tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
