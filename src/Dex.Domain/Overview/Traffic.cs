using Dex.Domain.Activity;

namespace Dex.Domain.Overview;

/// <summary>What the token endpoint did in the last 24 hours.</summary>
/// <param name="Hours">Starts of the 24 hours, oldest first; the last one is running.</param>
/// <param name="Grants">Tokens per minute by grant for each of these hours, the busiest grant first. Grants without a token are absent.</param>
/// <param name="PerMinute">Tokens per minute now: of the running hour, and of the one before while the running one is young.</param>
/// <param name="Granted">The part of requests that got a token, 0 to 1; null when there was none.</param>
/// <param name="RefusedThisHour">Refusals since the running hour began.</param>
public sealed record Traffic(
    IReadOnlyList<DateTimeOffset> Hours, IReadOnlyList<GrantRate> Grants, double PerMinute, double? Granted, long RefusedThisHour)
{
    private const int Slots = 24;

    // Too few minutes make a rate jump; the hour before then steadies it.
    private const double Young = 10;

    public static Traffic Of(IReadOnlyList<HourCount> counts, DateTimeOffset now)
    {
        var running = StartOfHour(now);
        var hours = Enumerable.Range(0, Slots).Select(slot => running.AddHours(slot - Slots + 1)).ToList();
        var within = counts.Where(count => count.Hour >= hours[0] && count.Hour <= running).ToList();
        var grants = within.Where(count => count.Issued > 0).GroupBy(count => count.GrantType, StringComparer.Ordinal)
            .OrderByDescending(grant => grant.Sum(count => count.Issued))
            .Select(grant => new GrantRate(grant.Key, [.. hours.Select(hour => Rate([.. grant], hour, now))]))
            .ToList();
        var (issued, refused) = (within.Sum(count => count.Issued), within.Sum(count => count.Refused));
        return new Traffic(
            hours,
            grants,
            Rate(within, running, now),
            issued + refused == 0 ? null : (double)issued / (issued + refused),
            within.Where(count => count.Hour == running).Sum(count => count.Refused));
    }

    public static DateTimeOffset StartOfHour(DateTimeOffset now) => new(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);

    private static double Rate(List<HourCount> counts, DateTimeOffset hour, DateTimeOffset now)
    {
        var minutes = Math.Min((now - hour).TotalMinutes, 60);
        return minutes >= Young ? Issued(counts, hour) / minutes : (Issued(counts, hour) + Issued(counts, hour.AddHours(-1))) / (minutes + 60);
    }

    private static double Issued(List<HourCount> counts, DateTimeOffset hour) => counts.Where(count => count.Hour == hour).Sum(count => count.Issued);
}

/// <param name="PerMinute">One figure per hour, as many as the traffic has hours.</param>
public sealed record GrantRate(string GrantType, IReadOnlyList<double> PerMinute);
