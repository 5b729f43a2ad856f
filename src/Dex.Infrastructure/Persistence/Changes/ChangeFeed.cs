using System.Diagnostics;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>
/// Learns from the database which topics other nodes have changed, and refreshes what this node keeps of them. A change made here is
/// published at once by the store that made it.
/// </summary>
public sealed class ChangeFeed(
    StoreAccess access, HotQueries queries, KnownVersions known, IEnumerable<IChangeListener> listeners, TimeProvider clock) : ISnapshotFreshness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(5);

    private readonly IChangeListener[] _listeners = [.. listeners];
    private readonly Lock _lock = new();
    private readonly long _limit = (long)(Limit.TotalSeconds * clock.TimestampFrequency);
    private long _confirmedAt = long.MinValue;
    private Task? _poll;

    /// <inheritdoc/>
    public ValueTask EnsureAsync(CancellationToken ct) =>
        IsFresh(Volatile.Read(ref _confirmedAt), clock.GetTimestamp()) ? ValueTask.CompletedTask : new(PollAsync().WaitAsync(ct));

    /// <summary>Asks the database now; callers at the same time share one question.</summary>
    public Task PollAsync()
    {
        lock (_lock)
        {
            return _poll is { IsCompleted: false } running ? running : _poll = Task.Run(PollOnceAsync);
        }
    }

    private bool IsFresh(long confirmedAt, long now) => confirmedAt != long.MinValue && now - confirmedAt < _limit;

    private async Task PollOnceAsync()
    {
        var startedAt = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(PollLimit);
        try
        {
            foreach (var (topic, version) in await VersionsAsync(limit.Token))
            {
                await FollowAsync(topic, version, limit.Token);
            }
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"The database did not answer within {PollLimit.TotalSeconds} seconds.", exception);
        }

        Volatile.Write(ref _confirmedAt, startedAt);
    }

    private async Task FollowAsync(string topic, long version, CancellationToken ct)
    {
        var seen = known.Of(topic);
        if (seen == version)
        {
            return;
        }

        var ids = topic == Topics.Clients && seen is { } last ? await ClientIdsAsync(last, version, ct) : null;
        foreach (var listener in _listeners.Where(listener => listener.Topic == topic))
        {
            await listener.RefreshAsync(ids, ct);
        }

        known.Advance(topic, seen, version);
    }

    private Task<List<(string Topic, long Version)>> VersionsAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) =>
            {
                var versions = new List<(string, long)>(Topics.All.Count);
                await foreach (var row in queries.Topics(db).WithCancellation(token))
                {
                    versions.Add((row.Name, row.Version));
                }

                return versions;
            },
            ct);

    // Null when the announcements do not tell all: then everything is forgotten.
    private async Task<IReadOnlyCollection<string>?> ClientIdsAsync(long seen, long version, CancellationToken ct)
    {
        if (version < seen)
        {
            return null;
        }

        var ids = await access.ReadAsync(
            (db, token) => db.ClientChanges.Where(change => change.Version > seen && change.Version <= version)
                .Select(change => change.ClientId).ToListAsync(token),
            ct);
        Debug.Assert(ids.Count <= version - seen, "A version is announced once.");
        return ids.Count == version - seen && !ids.Contains("") ? ids.ToHashSet(StringComparer.Ordinal) : null;
    }
}

/// <summary>Something kept in memory that a change elsewhere makes stale.</summary>
public interface IChangeListener
{
    string Topic { get; }

    /// <param name="ids">The clients concerned; null: any.</param>
    Task RefreshAsync(IReadOnlyCollection<string>? ids, CancellationToken ct);
}
