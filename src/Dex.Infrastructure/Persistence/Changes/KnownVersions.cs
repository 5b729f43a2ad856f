using System.Collections.Concurrent;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>The version of each topic that this node's memory reflects.</summary>
public sealed class KnownVersions
{
    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <summary>Null before the first look at the database.</summary>
    internal long? Of(string topic) => _versions.TryGetValue(topic, out var version) ? version : null;

    /// <summary>Moves on from <paramref name="from"/>; nothing happens when another change came between, so that the next poll sees both.</summary>
    internal void Advance(string topic, long? from, long to)
    {
        if (from is { } known)
        {
            _versions.TryUpdate(topic, to, known);
        }
        else
        {
            _versions.TryAdd(topic, to);
        }
    }
}
