namespace Dex.Domain.Refusals;

/// <summary>The latest refusals of this node, bounded. A ring: the newest push out the oldest.</summary>
public sealed class RefusalLog
{
    /// <summary>Refusals kept.</summary>
    public const int Capacity = 2_000;

    private readonly Lock _lock = new();
    private readonly RefusalRecord?[] _ring = new RefusalRecord?[Capacity];
    private long _count;

    /// <summary>Raised after every refusal, on the thread of the request; who listens must only take note.</summary>
    public event Action? Changed;

    public void Add(RefusalRecord record)
    {
        lock (_lock)
        {
            _ring[_count++ % Capacity] = record;
        }

        Changed?.Invoke();
    }

    /// <summary>The newest that pass the filter, newest first.</summary>
    public IReadOnlyList<RefusalRecord> Latest(int count, Func<RefusalRecord, bool>? filter = null)
    {
        var found = new List<RefusalRecord>();
        lock (_lock)
        {
            for (var i = _count - 1; i >= 0 && i >= _count - Capacity && found.Count < count; i--)
            {
                if (_ring[i % Capacity] is { } record && filter?.Invoke(record) != false)
                {
                    found.Add(record);
                }
            }
        }

        return found;
    }

    /// <summary>The refusal of one request; null when it is no longer kept.</summary>
    public RefusalRecord? Find(string requestId) => Latest(1, record => record.RequestId == requestId) is [var found] ? found : null;
}
