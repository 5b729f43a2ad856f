using Dex.Infrastructure.Configuration;
using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

public sealed class DexDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("1ns", 1)]
    [InlineData("1us", 1_000)]
    [InlineData("1µs", 1_000)]
    [InlineData("1μs", 1_000)]
    [InlineData("300ms", 300_000_000)]
    [InlineData("1.5h", 5_400_000_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("5.s", 5_000_000_000)]
    [InlineData("+5s", 5_000_000_000)]
    [InlineData("-1m30s", -90_000_000_000)]
    [InlineData("1h15m30.918273645s", 4_530_918_273_645)]
    [InlineData("2562047h47m16.854775807s", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    public void A_duration_reads_as_go_reads_it(string text, long nanoseconds) =>
        Assert.Equal(nanoseconds, DexDuration.Parse(text).Nanoseconds);

    [Theory]
    [InlineData("abc", "\"abc\" is no duration")]
    [InlineData("", "\"\" is no duration")]
    [InlineData("-", "\"-\" is no duration")]
    [InlineData(".", "\".\" is no duration")]
    [InlineData(".s", "\".s\" is no duration")]
    [InlineData("1h x", "unknown unit \"h x\"")]
    [InlineData("10", "\"10\" lacks a unit")]
    [InlineData("1h30", "\"1h30\" lacks a unit")]
    [InlineData("1d", "unknown unit \"d\"")]
    [InlineData("1d", "\"1d\"")]
    [InlineData("3000000h", "longer than 292 years")]
    [InlineData("9223372036854775808ns", "longer than 292 years")]
    [InlineData("99999999999999999999h", "longer than 292 years")]
    public void What_is_no_duration_is_refused_with_its_reason(string text, string reason)
    {
        Assert.False(DexDuration.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_100, "1.1µs")]
    [InlineData(2_200_000, "2.2ms")]
    [InlineData(3_300_000_000, "3.3s")]
    [InlineData(300_000_000_000, "5m0s")]
    [InlineData(86_400_000_000_000, "24h0m0s")]
    [InlineData(4_530_918_000_000, "1h15m30.918s")]
    [InlineData(-90_000_000_000, "-1m30s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void A_duration_prints_as_go_prints_it(long nanoseconds, string text) =>
        Assert.Equal(text, new DexDuration(nanoseconds).ToString());

    [Property]
    public bool What_is_printed_reads_as_the_same_duration(long nanoseconds) =>
        DexDuration.Parse(new DexDuration(nanoseconds).ToString()).Nanoseconds == nanoseconds;

    [Property]
    public bool Any_text_is_a_duration_or_has_a_reason_why_not(string? text) =>
        DexDuration.TryParse(text ?? "", out _, out var problem) == (problem.Length == 0);
}
