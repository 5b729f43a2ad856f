using System.Globalization;
using System.Text.RegularExpressions;

namespace Dex.Infrastructure.Configuration.Yaml;

/// <summary>What a plain scalar means in YAML 1.1.</summary>
public enum YamlScalarKind
{
    Null,
    Boolean,
    WholeNumber,
    Number,
    Text,
}

/// <summary>YAML 1.1 as the reference's parser resolves it: <c>yes</c>, <c>on</c> and <c>y</c> are booleans, <c>010</c> is eight.</summary>
public static partial class YamlScalarRules
{
    private static readonly HashSet<string> Nulls = new(["", "~", "null", "Null", "NULL"], StringComparer.Ordinal);

    private static readonly HashSet<string> Trues = new(
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], StringComparer.Ordinal);

    private static readonly HashSet<string> Falses = new(
        ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], StringComparer.Ordinal);

    public static YamlScalarKind Resolve(string plain)
    {
        if (Nulls.Contains(plain))
        {
            return YamlScalarKind.Null;
        }

        if (Trues.Contains(plain) || Falses.Contains(plain))
        {
            return YamlScalarKind.Boolean;
        }

        return TryInteger(plain, out _) ? YamlScalarKind.WholeNumber
            : DecimalPattern().IsMatch(plain) || SpecialNumberPattern().IsMatch(plain) ? YamlScalarKind.Number
            : YamlScalarKind.Text;
    }

    public static bool IsTrue(string plain) => Trues.Contains(plain);

    /// <summary>Decimal, or with the prefixes 0x, 0b, 0o and 0 (octal); underscores are ignored.</summary>
    public static bool TryInteger(string plain, out long value)
    {
        value = 0;
        var digits = plain.Replace("_", "", StringComparison.Ordinal);
        var negative = digits.StartsWith('-');
        if (negative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }

        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]))
        {
            return false;
        }

        var (radix, start) = RadixOf(digits);
        if (start == digits.Length)
        {
            return false;
        }

        Int128 sum = 0;
        foreach (var digit in digits[start..])
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
            {
                return false;
            }

            sum = (sum * radix) + worth;
            if (sum > (Int128)long.MaxValue + 1)
            {
                return false;
            }
        }

        sum = negative ? -sum : sum;
        value = sum <= long.MaxValue ? (long)sum : 0;
        return sum <= long.MaxValue;
    }

    /// <summary>An integer, also written as <c>5.0</c> or <c>1e3</c>, because JSON knows one kind of number only.</summary>
    public static bool TryIntegral(string plain, out long value)
    {
        if (TryInteger(plain, out value))
        {
            return true;
        }

        if (!TryNumber(plain, out var number) || number != Math.Floor(number) || Math.Abs(number) > 1e15)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    public static bool TryNumber(string plain, out double value)
    {
        value = 0;
        return DecimalPattern().IsMatch(plain)
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static (int Radix, int Start) RadixOf(string digits)
    {
        if (digits.Length == 1 || digits[0] != '0')
        {
            return (10, 0);
        }

        return digits[1] switch
        {
            'x' or 'X' => (16, 2),
            'b' or 'B' => (2, 2),
            'o' or 'O' => (8, 2),
            _ => (8, 1),
        };
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex DecimalPattern();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex SpecialNumberPattern();
}
