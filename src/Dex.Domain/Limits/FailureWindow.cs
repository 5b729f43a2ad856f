using System.Collections.Concurrent;

namespace Dex.Domain.Limits;

/// <summary>Counts failures per key in fixed windows. Bounded: when too many keys are alive, the oldest window's keys are forgotten first.</summary>
public sealed class FailureWindow(int limit, TimeSpan window, TimeProvider clock)
{
    private const int Capacity = 20_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _sweepAt;

    /// <summary>Counts one failure. Null while within the limit; else how long until the window ends.</summary>
    public TimeSpan? Count(string key)
    {
        var now = clock.GetUtcNow();
        Sweep(now);
        var entry = _entries.AddOrUpdate(
            key,
            static (_, state) => new Entry(1, state.now + state.window),
            static (_, old, state) => old.EndsAt <= state.now ? new Entry(1, state.now + state.window) : old with { Failures = old.Failures + 1 },
            (now, window));
        return entry.Failures > limit ? entry.EndsAt - now : null;
    }

    /// <summary>How long the key has to wait before its next attempt; null when it need not.</summary>
    public TimeSpan? Wait(string key)
    {
        var now = clock.GetUtcNow();
        return _entries.TryGetValue(key, out var entry) && entry.EndsAt > now && entry.Failures >= limit ? entry.EndsAt - now : null;
    }

    /// <summary>Takes one count back: the attempt was no failure.</summary>
    public void Refund(string key)
    {
        while (_entries.TryGetValue(key, out var entry) && entry.Failures > 0 && !_entries.TryUpdate(key, entry with { Failures = entry.Failures - 1 }, entry))
        {
            // Somebody else counted in between; look again.
        }
    }

    public void Forget(string key) => _entries.TryRemove(key, out _);

    private void Sweep(DateTimeOffset now)
    {
        var due = Interlocked.Read(ref _sweepAt);
        if (_entries.Count < Capacity && now.UtcTicks < due)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _sweepAt, (now + window).UtcTicks, due) != due)
        {
            return;
        }

        foreach (var (key, entry) in _entries)
        {
            if (entry.EndsAt <= now)
            {
                _entries.TryRemove(key, out _);
            }
        }

        var surplus = _entries.Count - Capacity;
        if (surplus > 0)
        {
            foreach (var (key, _) in _entries.OrderBy(pair => pair.Value.EndsAt).Take(surplus + (Capacity / 10)))
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    private sealed record Entry(int Failures, DateTimeOffset EndsAt);
}
