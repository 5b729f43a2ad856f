using Dex.Domain.Activity;
using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>A client and what it has done in the last 24 hours: what a row of the list and the head of its page speak from.</summary>
/// <param name="Activity">Null when it has never done anything.</param>
/// <param name="Hours">24 hours, oldest first, the running one last.</param>
/// <param name="TopRefusal">The rule that refused it most often in these hours; null when none did.</param>
public sealed record ClientStanding(
    Client Client, ClientActivity? Activity, IReadOnlyList<HourPair> Hours, RefusalCount? TopRefusal, DateTimeOffset Now)
{
    public const int HoursShown = 24;

    /// <summary>How recent a refusal must be for the client to count as being refused now.</summary>
    public static TimeSpan RefusalWindow { get; } = TimeSpan.FromHours(1);

    public static DateTimeOffset From(DateTimeOffset now) => HourOf(now) - TimeSpan.FromHours(HoursShown - 1);

    /// <summary>The last thing that happened to it was a refusal, within the last hour.</summary>
    public bool IsRefusedNow =>
        Activity is { LastRefusedAt: { } refused } && Now - refused <= RefusalWindow
        && (Activity.LastIssuedAt is not { } issued || issued < refused);

    public long Issued => Activity?.Issued ?? 0;

    public long Refused => Activity?.Refused ?? 0;

    /// <summary>Under the last token: the rate, or how often it was refused; empty when nothing happened.</summary>
    public string Rate => this switch
    {
        { IsRefusedNow: true } => $"{Words.Number(Refused)} refused",
        { Issued: >= HoursShown } => $"{Words.Number(Issued / HoursShown)} / h",
        { Issued: > 0 } => $"{Words.Number(Issued)} / d",
        _ => "",
    };

    /// <summary>Spreads hourly counts over the 24 slots; hours without any are zero.</summary>
    public static IReadOnlyList<HourPair> Spread(IEnumerable<HourCount> counts, DateTimeOffset now)
    {
        var from = From(now);
        var byHour = counts.ToLookup(count => (int)(HourOf(count.Hour) - from).TotalHours);
        return
        [
            .. Enumerable.Range(0, HoursShown)
                .Select(slot => new HourPair(byHour[slot].Sum(count => count.Issued), byHour[slot].Sum(count => count.Refused))),
        ];
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}

/// <summary>Tokens issued and requests refused within one hour.</summary>
public sealed record HourPair(long Issued, long Refused);
