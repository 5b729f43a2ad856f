using System.Globalization;

namespace Dex.Web.Components.Clients;

/// <summary>Numbers and lives as the client pages say them.</summary>
public static class Words
{
    /// <summary>Grouped by the reader's locale.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>A life as people say it: <c>15 min</c>, <c>1 h</c>, <c>1 h 30 min</c>, <c>30 d</c>.</summary>
    public static string Life(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } when span == TimeSpan.FromDays(span.Days) => $"{span.Days} d",
        { TotalHours: >= 1, Minutes: 0, Seconds: 0 } => $"{(int)span.TotalHours} h",
        { TotalHours: >= 1 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        { TotalMinutes: >= 1, Seconds: 0 } => $"{(int)span.TotalMinutes} min",
        { TotalMinutes: >= 1 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalSeconds} s",
    };
}
