using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>
/// A bounded dictionary in two halves: additions go to the young half, and when that is full the old half is
/// dropped and the young one takes its place. Reading takes no lock; changes are for the caller to serialise.
/// </summary>
internal sealed class AgingCache<T>(int capacity)
    where T : class
{
    private ConcurrentDictionary<string, T> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, T> _old = new(StringComparer.Ordinal);
    private int _youngCount;

    /// <summary>The entries kept, old ones included.</summary>
    public int Count => _young.Count + _old.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value) => _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);

    public void Add(string key, T value)
    {
        if (_youngCount >= capacity / 2)
        {
            _old = _young;
            _young = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
            _youngCount = 0;
        }

        _young[key] = value;
        _youngCount++;
    }

    public void Remove(string key)
    {
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }

    public void Clear()
    {
        _young = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        _old = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        _youngCount = 0;
    }
}
