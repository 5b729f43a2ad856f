using System.Globalization;

namespace Dex.Infrastructure.Configuration;

/// <summary>A duration in Go's notation (<c>1h30m</c>, <c>300ms</c>), exact to the nanosecond and printed as Go prints it.</summary>
public readonly record struct DexDuration(long Nanoseconds) : IComparable<DexDuration>
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000 * Microsecond;
    private const long Second = 1_000 * Millisecond;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    public bool IsPositive => Nanoseconds > 0;

    /// <summary>Cut to .NET's resolution of 100 ns.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <exception cref="OverflowException">The span is longer than 292 years, Go's limit.</exception>
    public static DexDuration From(TimeSpan span) => new(checked(span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <exception cref="FormatException">The text is no duration; the message says why.</exception>
    public static DexDuration Parse(string text) =>
        TryParse(text, out var duration, out var problem) ? duration : throw new FormatException(problem);

    /// <param name="problem">Why the text is no duration, as a sentence that names it; empty on success.</param>
    public static bool TryParse(string text, out DexDuration duration, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            problem = "";
            return true;
        }

        problem = rest.IsEmpty ? NoDuration(text) : "";
        Int128 sum = 0;
        while (problem.Length == 0 && !rest.IsEmpty)
        {
            problem = TakeGroup(text, ref rest, ref sum);
        }

        // Go accepts the one value below the positive range: -2^63 ns.
        if (problem.Length == 0 && sum > (negative ? (Int128)long.MaxValue + 1 : long.MaxValue))
        {
            problem = $"\"{text}\" is longer than 292 years.";
        }

        duration = problem.Length == 0 ? new DexDuration((long)(negative ? -sum : sum)) : default;
        return problem.Length == 0;
    }

    public int CompareTo(DexDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(DexDuration left, DexDuration right) => left.CompareTo(right) < 0;

    public static bool operator >(DexDuration left, DexDuration right) => left.CompareTo(right) > 0;

    public static bool operator <=(DexDuration left, DexDuration right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DexDuration left, DexDuration right) => left.CompareTo(right) >= 0;

    /// <summary>Go's notation: hours, minutes and seconds from a second on (<c>24h0m0s</c>), one smaller unit below it.</summary>
    public override string ToString()
    {
        var size = UInt128.CreateTruncating(Int128.Abs(Nanoseconds));
        var sign = Nanoseconds < 0 ? "-" : "";
        if (size == 0)
        {
            return "0s";
        }

        if (size < Second)
        {
            var (unit, name) = size < Microsecond ? (1L, "ns") : size < Millisecond ? (Microsecond, "µs") : (Millisecond, "ms");
            return sign + Decimal(size, unit) + name;
        }

        var hours = size / Hour;
        var minutes = size / Minute % 60;
        var seconds = Decimal(size % Minute, Second) + "s";
        return hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{hours}h{minutes}m{seconds}")
            : minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes}m{seconds}")
            : sign + seconds;
    }

    /// <summary>Takes one NUMBER UNIT group off the text; answers the problem, or nothing.</summary>
    private static string TakeGroup(string text, ref ReadOnlySpan<char> rest, ref Int128 sum)
    {
        var whole = TakeDigits(ref rest);
        var fraction = "";
        if (rest.StartsWith("."))
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if (whole.Length + fraction.Length == 0)
        {
            return NoDuration(text);
        }

        var end = rest.IndexOfAnyInRange('0', '9');
        var dot = rest.IndexOf('.');
        end = end < 0 ? dot : dot < 0 ? end : Math.Min(end, dot);
        var unit = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? [] : rest[end..];
        if (unit.Length == 0)
        {
            return $"\"{text}\" lacks a unit; write one of ns, us, ms, s, m, h after each number, for example {whole}s.";
        }

        if (UnitOf(unit) is not { } scale)
        {
            return $"\"{text}\" has the unknown unit \"{unit}\"; the units are ns, us, ms, s, m, h.";
        }

        if (whole.Length > 19)
        {
            return $"\"{text}\" is longer than 292 years.";
        }

        sum += whole.Length == 0 ? 0 : Int128.Parse(whole, CultureInfo.InvariantCulture) * scale;

        // Digits beyond the eighteenth are below a nanosecond for every unit.
        fraction = fraction.Length > 18 ? fraction[..18] : fraction;
        if (fraction.Length > 0)
        {
            sum += Int128.Parse(fraction, CultureInfo.InvariantCulture) * scale / (Int128)Math.Pow(10, fraction.Length);
        }

        return sum > (Int128)long.MaxValue + 1 ? $"\"{text}\" is longer than 292 years." : "";
    }

    private static string NoDuration(string text) => $"\"{text}\" is no duration; write for example 24h, 30m or 1h30m.";

    private static string TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            length++;
        }

        var digits = rest[..length].ToString();
        rest = rest[length..];
        return digits;
    }

    private static long? UnitOf(string unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        _ => null,
    };

    /// <summary>The quotient with as many decimals as it needs.</summary>
    private static string Decimal(UInt128 value, long unit)
    {
        var digits = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        var whole = (value / (UInt128)unit).ToString(CultureInfo.InvariantCulture);
        var fraction = (value % (UInt128)unit).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return digits == 0 || fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
