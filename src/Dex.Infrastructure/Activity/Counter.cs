namespace Dex.Infrastructure.Activity;

/// <summary>Counts of one key, raised by requests and taken by the writer.</summary>
internal sealed class Counter
{
    private long _issued;
    private long _refused;
    private long _trials;
    private long _lastAt;

    public bool IsEmpty => Read() is { Issued: 0, Refused: 0, Trials: 0 };

    /// <param name="counted">Set to one, so that whoever shows counts learns of it.</param>
    /// <param name="at">When it happened; the start of time leaves the last instant alone.</param>
    public void Add(ref int counted, long issued = 0, long refused = 0, long trials = 0, DateTimeOffset at = default)
    {
        Touch(at.UtcTicks);
        Add(ref _issued, issued);
        Add(ref _refused, refused);
        Add(ref _trials, trials);
        if (Volatile.Read(ref counted) == 0)
        {
            Volatile.Write(ref counted, 1);
        }
    }

    public Counts Read() => new(
        Volatile.Read(ref _issued), Volatile.Read(ref _refused), Volatile.Read(ref _trials), Instant(Volatile.Read(ref _lastAt)));

    public Counts Take() => new(
        Interlocked.Exchange(ref _issued, 0), Interlocked.Exchange(ref _refused, 0), Interlocked.Exchange(ref _trials, 0),
        Instant(Volatile.Read(ref _lastAt)));

    /// <summary>Puts back what was taken and could not be written.</summary>
    public void Return(Counts counts)
    {
        Add(ref _issued, counts.Issued);
        Add(ref _refused, counts.Refused);
        Add(ref _trials, counts.Trials);
    }

    private static void Add(ref long value, long count)
    {
        if (count != 0)
        {
            Interlocked.Add(ref value, count);
        }
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private void Touch(long ticks)
    {
        for (var last = Volatile.Read(ref _lastAt); ticks > last;)
        {
            var seen = Interlocked.CompareExchange(ref _lastAt, ticks, last);
            if (seen == last)
            {
                return;
            }

            last = seen;
        }
    }
}

/// <param name="LastAt">The start of time when nothing but trials happened.</param>
internal readonly record struct Counts(long Issued, long Refused, long Trials, DateTimeOffset LastAt)
{
    public bool IsEmpty => (Issued | Refused | Trials) == 0;
}
