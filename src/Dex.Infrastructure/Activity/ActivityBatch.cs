using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Activity;

/// <summary>
/// Counts taken from memory, on their way into the database. Rows are added to in the order of their keys, so that nodes that write at
/// the same time do not wait for each other in a circle.
/// </summary>
internal sealed class ActivityBatch
{
    private readonly List<(OutcomeKey Key, Counter Counter, Counts Counts)> _outcomes = [];
    private readonly List<(UseKey Key, Counter Counter, Counts Counts)> _uses = [];

    public static ActivityBatch Take(ActivityCounters counters)
    {
        var batch = new ActivityBatch();
        foreach (var (key, counter) in counters.Outcomes)
        {
            if (counter.Take() is { IsEmpty: false } counts)
            {
                batch._outcomes.Add((key, counter, counts));
            }
        }

        foreach (var (key, counter) in counters.Uses)
        {
            if (counter.Take() is { IsEmpty: false } counts)
            {
                batch._uses.Add((key, counter, counts));
            }
        }

        batch._outcomes.Sort((x, y) => Compare((x.Key.ClientId, x.Key.Hour, x.Key.GrantType, x.Key.Rule), (y.Key.ClientId, y.Key.Hour, y.Key.GrantType, y.Key.Rule)));
        batch._uses.Sort((x, y) => Compare((x.Key.ClientId, x.Key.Hour, x.Key.SecretId, x.Key.Address), (y.Key.ClientId, y.Key.Hour, y.Key.SecretId, y.Key.Address)));
        return batch;
    }

    public bool IsEmpty => _outcomes.Count == 0 && _uses.Count == 0;

    /// <summary>Gives the counts back to memory.</summary>
    public void Return()
    {
        foreach (var (_, counter, counts) in _outcomes)
        {
            counter.Return(counts);
        }

        foreach (var (_, counter, counts) in _uses)
        {
            counter.Return(counts);
        }
    }

    public async Task WriteAsync(DexDbContext db, CancellationToken ct)
    {
        foreach (var (key, _, counts) in _outcomes)
        {
            await AddAsync(db, key, counts, ct);
        }

        foreach (var (key, _, counts) in _uses)
        {
            await AddAsync(db, key, counts, ct);
        }

        foreach (var client in _outcomes.Where(one => one.Key.ClientId.Length > 0).GroupBy(one => one.Key.ClientId, StringComparer.Ordinal))
        {
            await RollUpAsync(db, client.Key, [.. client.Select(one => (one.Key, one.Counts))], ct);
        }
    }

    private static int Compare((string, DateTimeOffset, string, string) x, (string, DateTimeOffset, string, string) y)
    {
        var order = string.CompareOrdinal(x.Item1, y.Item1);
        order = order != 0 ? order : x.Item2.CompareTo(y.Item2);
        order = order != 0 ? order : string.CompareOrdinal(x.Item3, y.Item3);
        return order != 0 ? order : string.CompareOrdinal(x.Item4, y.Item4);
    }

    private static Task AddAsync(DexDbContext db, OutcomeKey key, Counts counts, CancellationToken ct) =>
        UpsertAsync(
            db,
            () => db.ActivityHours
                .Where(row => row.Hour == key.Hour && row.ClientId == key.ClientId && row.GrantType == key.GrantType && row.Rule == key.Rule)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Issued, row => row.Issued + counts.Issued)
                        .SetProperty(row => row.Refused, row => row.Refused + counts.Refused)
                        .SetProperty(row => row.Trials, row => row.Trials + counts.Trials)
                        .SetProperty(row => row.LastAt, row => row.LastAt < counts.LastAt ? counts.LastAt : row.LastAt),
                    ct),
            () => new ActivityHourRow
            {
                Hour = key.Hour,
                ClientId = key.ClientId,
                GrantType = key.GrantType,
                Rule = key.Rule,
                Issued = counts.Issued,
                Refused = counts.Refused,
                Trials = counts.Trials,
                LastAt = counts.LastAt,
            },
            ct);

    private static Task AddAsync(DexDbContext db, UseKey key, Counts counts, CancellationToken ct) =>
        UpsertAsync(
            db,
            () => db.SecretUses
                .Where(row => row.ClientId == key.ClientId && row.Hour == key.Hour && row.SecretId == key.SecretId && row.Address == key.Address)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Count, row => row.Count + counts.Issued)
                        .SetProperty(row => row.LastAt, row => row.LastAt < counts.LastAt ? counts.LastAt : row.LastAt),
                    ct),
            () => new SecretUseRow
            {
                Hour = key.Hour,
                ClientId = key.ClientId,
                SecretId = key.SecretId,
                Address = key.Address,
                Count = counts.Issued,
                LastAt = counts.LastAt,
            },
            ct);

    private static async Task RollUpAsync(DexDbContext db, string clientId, (OutcomeKey Key, Counts Counts)[] outcomes, CancellationToken ct)
    {
        var issuedAt = outcomes.Where(one => one.Counts.Issued > 0).Max(one => (DateTimeOffset?)one.Counts.LastAt);
        var refused = outcomes.Where(one => one.Counts.Refused > 0).OrderByDescending(one => one.Counts.LastAt).FirstOrDefault();
        DateTimeOffset? refusedAt = refused.Counts.Refused > 0 ? refused.Counts.LastAt : null;
        if (issuedAt is null && refusedAt is null)
        {
            return;
        }

        var rule = refused.Key.Rule ?? "";
        await UpsertAsync(
            db,
            () => db.ClientActivity.Where(row => row.ClientId == clientId)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(row => row.LastIssuedAt, row => issuedAt != null && (row.LastIssuedAt == null || row.LastIssuedAt < issuedAt) ? issuedAt : row.LastIssuedAt)
                        .SetProperty(row => row.LastRefusalRule, row => refusedAt != null && (row.LastRefusedAt == null || row.LastRefusedAt < refusedAt) ? rule : row.LastRefusalRule)
                        .SetProperty(row => row.LastRefusedAt, row => refusedAt != null && (row.LastRefusedAt == null || row.LastRefusedAt < refusedAt) ? refusedAt : row.LastRefusedAt),
                    ct),
            () => new ClientActivityRow { ClientId = clientId, LastIssuedAt = issuedAt, LastRefusedAt = refusedAt, LastRefusalRule = rule },
            ct);
    }

    // Another node may insert the row between the two statements; the savepoint that EF Core sets keeps the transaction usable.
    private static async Task UpsertAsync<T>(DexDbContext db, Func<Task<int>> update, Func<T> insert, CancellationToken ct)
        where T : class
    {
        if (await update() > 0)
        {
            return;
        }

        try
        {
            db.Add(insert());
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (StorageFaults.IsDuplicate(exception))
        {
            db.ChangeTracker.Clear();
            await update();
        }
    }
}
