namespace Dex.Web.Components.Clients;

/// <summary>Turns many nudges, from any thread, into one call per interval; the first comes at once, the last is never lost.</summary>
public sealed class Coalescer(TimeProvider clock, TimeSpan interval, Func<Task> act) : IDisposable
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private ITimer? _timer;
    private bool _disposed;

    public void Nudge()
    {
        lock (_lock)
        {
            if (_disposed || _timer is not null)
            {
                return;
            }

            var wait = _next - clock.GetUtcNow();
            _timer = clock.CreateTimer(_ => Fire(), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _timer?.Dispose();
            _timer = null;
            _next = clock.GetUtcNow() + interval;
        }

        _ = act();
    }
}
