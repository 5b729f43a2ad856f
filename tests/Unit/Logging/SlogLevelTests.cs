using Dex.Infrastructure.Logging;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Logging;

public sealed class SlogLevelTests
{
    [Theory]
    [InlineData("DEBUG", -4, "DEBUG")]
    [InlineData("info", 0, "INFO")]
    [InlineData("Warn", 4, "WARN")]
    [InlineData("ERROR", 8, "ERROR")]
    [InlineData("INFO+2", 2, "INFO+2")]
    [InlineData("info+4", 4, "WARN")]
    [InlineData("ERROR-1", 7, "WARN+3")]
    [InlineData("DEBUG-4", -8, "DEBUG-4")]
    [InlineData("ERROR+4", 12, "ERROR+4")]
    public void A_level_is_a_name_with_an_offset(string text, int value, string printed)
    {
        Assert.True(SlogLevel.TryParse(text, out var level));
        Assert.Equal(value, level.Value);
        Assert.Equal(printed, level.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("warning")]
    [InlineData("trace")]
    [InlineData("INFO+")]
    [InlineData("INFO+-2")]
    [InlineData("INFO +2")]
    [InlineData(" INFO")]
    [InlineData("+2")]
    [InlineData("2")]
    [InlineData("INFO+99999999999")]
    public void Anything_else_is_refused(string text) => Assert.False(SlogLevel.TryParse(text, out _));

    [Theory]
    [InlineData("DEBUG", LogLevel.Debug)]
    [InlineData("DEBUG-4", LogLevel.Trace)]
    [InlineData("DEBUG+1", LogLevel.Information)]
    [InlineData("INFO", LogLevel.Information)]
    [InlineData("INFO+2", LogLevel.Warning)]
    [InlineData("ERROR-1", LogLevel.Error)]
    [InlineData("ERROR", LogLevel.Error)]
    [InlineData("ERROR+4", LogLevel.Critical)]
    [InlineData("ERROR+5", LogLevel.None)]
    public void The_threshold_lets_through_what_reaches_it(string text, LogLevel minimum)
    {
        Assert.True(SlogLevel.TryParse(text, out var level));
        Assert.Equal(minimum, level.Minimum);
    }
}
