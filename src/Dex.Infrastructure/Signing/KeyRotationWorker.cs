using Dex.Domain.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Signing;

/// <summary>Asks every thirty seconds whether a rotation is due. The first rotation happens before the listeners open, not here.</summary>
public sealed partial class KeyRotationWorker(KeyRotator rotator, TimeProvider clock, ILogger<KeyRotationWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await rotator.RotateWhenDueAsync(stoppingToken);
            }
            catch (StorageUnavailableException failure)
            {
                // The current key goes on signing; the next tick tries again.
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to rotate keys")]
    private partial void LogFailed(Exception failure);
}
