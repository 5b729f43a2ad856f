using System.Globalization;
using System.Text;

namespace Dex.Domain.Protocol;

/// <summary>Durations as dex writes them: <c>300ms</c>, <c>5m</c>, <c>1h30m</c>; no unit above hours.</summary>
public static class GoDuration
{
    /// <summary>The short form for people: <c>24h</c>, <c>1h30m</c>, <c>45s</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan span)
    {
        if (span == TimeSpan.Zero)
        {
            return "0s";
        }

        var text = new StringBuilder(span < TimeSpan.Zero ? "-" : "");
        var rest = span.Duration();
        Append(text, (long)rest.TotalHours, "h");
        Append(text, rest.Minutes, "m");
        Append(text, rest.Seconds, "s");
        var subSecond = rest.Ticks % TimeSpan.TicksPerSecond;
        if (subSecond > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{subSecond / (double)TimeSpan.TicksPerMillisecond:0.####}ms");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, long value, string unit)
    {
        if (value > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value}{unit}");
        }
    }
}
