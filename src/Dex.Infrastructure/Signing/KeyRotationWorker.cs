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
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RotateAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or its start failed.
        }
    }

    private async Task RotateAsync(CancellationToken ct)
    {
        try
        {
            await rotator.RotateWhenDueAsync(ct);
        }
#pragma warning disable CA1031 // An exception that leaves a hosted loop ends the server; the current key goes on signing, and the next tick tries again.
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to rotate keys")]
    private partial void LogFailed(Exception failure);
}
