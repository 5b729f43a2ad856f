using Dex.Domain.Activity;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Activity;

/// <summary>Sums what all nodes have written and what this one has yet to write.</summary>
public sealed class ActivityReader : IActivityReader
{
    private readonly ActivityCounters _counters;
    private readonly StoreAccess _access;

    public ActivityReader(ActivityCounters counters, StoreAccess access, ActivityWriter writer)
    {
        (_counters, _access) = (counters, access);
        writer.Counted += () => Changed?.Invoke();
    }

    public event Action? Changed;

    public async Task<IReadOnlyList<HourCount>> HoursAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct)
    {
        var rows = await OutcomesAsync(
            from, filter,
            rows => rows.GroupBy(row => new { row.Hour, row.GrantType }).Select(group => new ActivityHourRow
            {
                Hour = group.Key.Hour,
                GrantType = group.Key.GrantType,
                ClientId = "",
                Rule = "",
                Issued = group.Sum(row => row.Issued),
                Refused = group.Sum(row => row.Refused),
            }),
            ct);
        return
        [
            .. rows.GroupBy(row => (row.Hour, row.GrantType))
                .Select(group => new HourCount(group.Key.Hour, group.Key.GrantType, group.Sum(row => row.Issued), group.Sum(row => row.Refused)))
                .Where(count => count.Issued + count.Refused > 0)
                .OrderBy(count => count.Hour).ThenBy(count => count.GrantType, StringComparer.Ordinal),
        ];
    }

    public async Task<IReadOnlyDictionary<string, ClientActivity>> ClientsAsync(
        IReadOnlyCollection<string> clientIds, DateTimeOffset from, CancellationToken ct)
    {
        var ids = clientIds.ToHashSet(StringComparer.Ordinal);
        var wanted = ids.ToArray();
        List<ClientActivityRow> latest = [];
        var rows = await OutcomesAsync(
            from, new ActivityFilter(),
            rows => ByClientAndRule(rows.Where(row => wanted.Contains(row.ClientId))),
            ct,
            async (db, token) => latest = await db.ClientActivity.AsNoTracking().Where(row => wanted.Contains(row.ClientId)).ToListAsync(token));
        return ids
            .Select(id => Summarise(id, latest.Find(row => row.ClientId == id), [.. rows.Where(row => row.ClientId == id)]))
            .OfType<ClientActivity>()
            .ToDictionary(activity => activity.ClientId, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<SecretUse>> SecretUsesAsync(string clientId, DateTimeOffset from, CancellationToken ct)
    {
        var first = ActivityCounters.HourOf(from);
        var uses = await MovingAsync(
            async () =>
            {
                var rows = await _access.ReadAsync(
                    (db, token) => db.SecretUses.Where(row => row.ClientId == clientId && row.Hour >= first)
                        .GroupBy(row => new { row.SecretId, row.Address })
                        .Select(group => new { group.Key.SecretId, group.Key.Address, Count = group.Sum(row => row.Count), LastAt = group.Max(row => row.LastAt) })
                        .ToListAsync(token),
                    ct);
                return rows.Select(row => new SecretUse(row.SecretId, row.Address, row.Count, row.LastAt))
                    .Concat(_counters.Uses
                        .Where(one => one.Key.ClientId == clientId && one.Key.Hour >= first)
                        .Select(one => (one.Key, Counts: one.Value.Read()))
                        .Where(one => !one.Counts.IsEmpty)
                        .Select(one => new SecretUse(one.Key.SecretId, one.Key.Address, one.Counts.Issued, one.Counts.LastAt)))
                    .ToList();
            },
            ct);
        return
        [
            .. uses.GroupBy(use => (use.SecretId, use.Address))
                .Select(same => new SecretUse(same.Key.SecretId, same.Key.Address, same.Sum(use => use.Count), same.Max(use => use.LastAt)))
                .OrderByDescending(use => use.LastAt),
        ];
    }

    public async Task<IReadOnlyList<RefusalCount>> RefusalsAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct)
    {
        var rows = await OutcomesAsync(from, filter, rows => ByClientAndRule(rows.Where(row => row.Refused > 0)), ct);
        return
        [
            .. rows.Where(row => row.Refused > 0)
                .GroupBy(row => (row.Rule, row.ClientId))
                .Select(same => new RefusalCount(same.Key.Rule, same.Key.ClientId, same.Sum(row => row.Refused), same.Max(row => row.LastAt)))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Rule, StringComparer.Ordinal),
        ];
    }

    public async Task<IReadOnlyDictionary<string, long>> IssuedByClientAsync(string grantType, DateTimeOffset from, CancellationToken ct)
    {
        var rows = await OutcomesAsync(
            from, new ActivityFilter(GrantType: grantType), rows => ByClientAndRule(rows.Where(row => row.Issued > 0)), ct);
        return rows.Where(row => row.Issued > 0)
            .GroupBy(row => row.ClientId, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(row => row.Issued), StringComparer.Ordinal);
    }

    private static IQueryable<ActivityHourRow> ByClientAndRule(IQueryable<ActivityHourRow> rows) =>
        rows.GroupBy(row => new { row.ClientId, row.Rule }).Select(group => new ActivityHourRow
        {
            GrantType = "",
            ClientId = group.Key.ClientId,
            Rule = group.Key.Rule,
            Issued = group.Sum(row => row.Issued),
            Refused = group.Sum(row => row.Refused),
            LastAt = group.Max(row => row.LastAt),
        });

    private static ClientActivity? Summarise(string id, ClientActivityRow? latest, ActivityHourRow[] rows)
    {
        var issuedAt = Later(latest?.LastIssuedAt, rows.Where(row => row.Issued > 0).Max(row => (DateTimeOffset?)row.LastAt));
        var refused = rows.Where(row => row.Refused > 0).MaxBy(row => row.LastAt);
        var refusedAt = Later(latest?.LastRefusedAt, refused?.LastAt);
        if (issuedAt is null && refusedAt is null)
        {
            return null;
        }

        var rule = refused is not null && refusedAt == refused.LastAt ? refused.Rule : latest?.LastRefusalRule ?? "";
        return new ClientActivity(id, issuedAt, refusedAt, rule, rows.Sum(row => row.Issued), rows.Sum(row => row.Refused));
    }

    private static DateTimeOffset? Later(DateTimeOffset? x, DateTimeOffset? y) => x is null || y > x ? y : x;

    private Task<List<ActivityHourRow>> OutcomesAsync(
        DateTimeOffset from, ActivityFilter filter, Func<IQueryable<ActivityHourRow>, IQueryable<ActivityHourRow>> sum, CancellationToken ct,
        Func<DexDbContext, CancellationToken, Task>? also = null)
    {
        var first = ActivityCounters.HourOf(from);
        return MovingAsync<List<ActivityHourRow>>(
            async () =>
            {
                var written = await _access.ReadAsync(
                    async (db, token) =>
                    {
                        if (also is not null)
                        {
                            await also(db, token);
                        }

                        return await sum(Wanted(db.ActivityHours.AsNoTracking(), first, filter)).ToListAsync(token);
                    },
                    ct);
                return [.. written, .. Unwritten(first, filter)];
            },
            ct);
    }

    private static IQueryable<ActivityHourRow> Wanted(IQueryable<ActivityHourRow> rows, DateTimeOffset first, ActivityFilter filter)
    {
        rows = rows.Where(row => row.Hour >= first);
        if (filter.ClientId is { } clientId)
        {
            rows = rows.Where(row => row.ClientId == clientId);
        }

        return filter.GrantType is { } grantType ? rows.Where(row => row.GrantType == grantType) : rows;
    }

    private IEnumerable<ActivityHourRow> Unwritten(DateTimeOffset first, ActivityFilter filter) => _counters.Outcomes
        .Where(one => one.Key.Hour >= first
            && (filter.ClientId is null || one.Key.ClientId == filter.ClientId)
            && (filter.GrantType is null || one.Key.GrantType == filter.GrantType))
        .Select(one => (one.Key, Counts: one.Value.Read()))
        .Where(one => !one.Counts.IsEmpty)
        .Select(one => new ActivityHourRow
        {
            Hour = one.Key.Hour,
            ClientId = one.Key.ClientId,
            GrantType = one.Key.GrantType,
            Rule = one.Key.Rule,
            Issued = one.Counts.Issued,
            Refused = one.Counts.Refused,
            Trials = one.Counts.Trials,
            LastAt = one.Counts.LastAt,
        });

    // Nothing moves from memory to the database while both are read.
    private async Task<T> MovingAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        await _counters.Moving.WaitAsync(ct);
        try
        {
            return await read();
        }
        finally
        {
            _counters.Moving.Release();
        }
    }
}
