using Dex.Domain.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>Asks the change feed two to three times a second, so that what this node keeps is under a second old before anybody asks.</summary>
internal sealed partial class ChangePoller(ChangeFeed feed, TimeProvider clock, ILogger<ChangePoller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        var answered = true;
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                answered = await PollAsync(answered);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task<bool> PollAsync(bool answeredBefore)
    {
        try
        {
            await feed.PollAsync();
        }
        catch (StorageUnavailableException exception)
        {
            if (answeredBefore)
            {
                LogLost(logger, exception);
            }

            return false;
        }
#pragma warning disable CA1031 // A loop that must outlive whatever one round met; it is logged, and freshness stays unconfirmed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(logger, exception);
            return false;
        }

        if (!answeredBefore)
        {
            LogFound(logger);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Error, "storage does not answer")]
    private static partial void LogLost(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "following changes in storage failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "storage answers again")]
    private static partial void LogFound(ILogger logger);
}
