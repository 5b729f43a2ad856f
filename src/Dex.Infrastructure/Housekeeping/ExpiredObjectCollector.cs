using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Housekeeping;

/// <summary>Deletes expired objects every five minutes, the first time five minutes after the start, as dex does. What fails is tried again in the next round.</summary>
public sealed partial class ExpiredObjectCollector(ExpiredObjects objects, TimeProvider clock, ILogger<ExpiredObjectCollector> logger) : BackgroundService
{
    /// <summary>The time between two rounds.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CollectAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or its start failed.
        }
    }

    private async Task CollectAsync(CancellationToken ct)
    {
        var tally = new ExpiredTally();
        try
        {
            await objects.DeleteAsync(tally, ct);
        }
#pragma warning disable CA1031 // An exception that leaves a hosted loop ends the server; expired objects are refused anyway, and the next round tries again.
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(failure);
        }
        finally
        {
            if (!tally.IsEmpty)
            {
                LogDeleted(
                    tally.Requests, tally.Codes, tally.DeviceRequests, tally.DeviceRequests, tally.RefreshTokens, tally.IssuedTokens, tally.RevokedTokens,
                    tally.LockOuts);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "garbage collection run, delete auth {requests} {auth_codes} {device_requests} {device_tokens} {refresh_tokens} {issued_tokens} {revoked_tokens} {lock_outs}")]
    private partial void LogDeleted(
        int requests, int auth_codes, int device_requests, int device_tokens, int refresh_tokens, int issued_tokens, int revoked_tokens, int lock_outs);

    [LoggerMessage(Level = LogLevel.Error, Message = "garbage collection failed")]
    private partial void LogFailed(Exception failure);
}
