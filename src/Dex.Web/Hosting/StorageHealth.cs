using Dex.Domain.Administration;
using Dex.Domain.Policies;

namespace Dex.Web.Hosting;

/// <summary>Checks storage every fifteen seconds, the first time at once, by writing; <c>/healthz</c> tells what it found last.</summary>
internal sealed partial class StorageHealth(IStorageStatus storage, TimeProvider clock, ILogger<StorageHealth> logger) : BackgroundService, IStorageHealth
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private volatile bool _isFailing;

    public bool IsHealthy => !_isFailing;

    public DateTimeOffset? CheckedAt { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await CheckAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or its start failed.
        }
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        try
        {
            await storage.CheckAsync(ct);
            _isFailing = false;
        }
#pragma warning disable CA1031 // An exception that leaves a hosted loop ends the server; whatever the check met, storage is not healthy.
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _isFailing = true;
            LogFailed(failure);
        }

        CheckedAt = clock.GetUtcNow();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "storage health check failed")]
    private partial void LogFailed(Exception failure);
}
