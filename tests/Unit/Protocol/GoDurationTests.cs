using Dex.Domain.Protocol;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(300, "300ms")]
    [InlineData(45_000, "45s")]
    [InlineData(300_000, "5m")]
    [InlineData(5_400_000, "1h30m")]
    [InlineData(86_400_000, "24h")]
    [InlineData(7_776_000_000, "2160h")]
    [InlineData(-60_000, "-1m")]
    [InlineData(1_500, "1s500ms")]
    public void A_duration_is_written_without_units_above_hours(long milliseconds, string expected) =>
        Assert.Equal(expected, GoDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
