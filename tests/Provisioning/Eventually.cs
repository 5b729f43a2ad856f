namespace Dex.Tests.Provisioning;

/// <summary>Waits for a condition that can be seen, and says what was waited for when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks until <paramref name="condition"/> holds. Past <paramref name="limit"/> it fails with
    /// <paramref name="explain"/>, which is asked at that moment.
    /// </summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, TimeSpan limit, Func<string> explain, CancellationToken ct = default)
    {
        using var ticks = new PeriodicTimer(Interval);
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException(explain());
            }

            await ticks.WaitForNextTickAsync(ct);
        }
    }
}
