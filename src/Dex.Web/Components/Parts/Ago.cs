using System.Globalization;

namespace Dex.Web.Components.Parts;

/// <summary>Times as people say them.</summary>
public static class Ago
{
    /// <summary>"12 s ago", "58 min ago", "in 7 d 18 h"; beyond thirty days the date. The reader's culture decides how a date is written.</summary>
    public static string InWords(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var distance = span.Duration();
        return distance.TotalDays >= 30 ? Date(at, now)
            : distance.TotalSeconds < 1 ? "now"
            : span < TimeSpan.Zero ? $"in {Length(distance, true)}"
            : $"{Length(distance, false)} ago";
    }

    /// <summary>"45 s", "58 min", "2 h 10 min", "7 d 18 h"; with <paramref name="fine"/> false only the larger unit.</summary>
    public static string Length(TimeSpan span, bool fine = true) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h{(fine && span.Minutes > 0 ? $" {span.Minutes} min" : "")}",
        _ => $"{(int)span.TotalDays} d{(fine && span.Hours > 0 ? $" {span.Hours} h" : "")}",
    };

    /// <summary>"13:34 UTC today", "3 Nov, 13:34 UTC".</summary>
    public static string DayAndTime(DateTimeOffset at, DateTimeOffset now)
    {
        var time = at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return at.UtcDateTime.Date == now.UtcDateTime.Date ? $"{time} today" : $"{Date(at, now)}, {time}";
    }

    /// <summary>"3 Nov", with the year when it is another one than now.</summary>
    public static string Date(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.ToString(at.UtcDateTime.Year == now.UtcDateTime.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture);
}
