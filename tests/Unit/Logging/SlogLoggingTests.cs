using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dex.Tests.Unit.Logging;

public sealed class SlogLoggingTests
{
    [Theory]
    [InlineData("INFO", LogLevel.Information, LogLevel.Warning)]
    [InlineData("", LogLevel.Information, LogLevel.Warning)]
    [InlineData("debug", LogLevel.Debug, LogLevel.Debug)]
    [InlineData("INFO+2", LogLevel.Warning, LogLevel.Warning)]
    [InlineData("ERROR", LogLevel.Error, LogLevel.Error)]
    public void The_host_is_quieter_than_we_are_unless_debugging(string level, LogLevel ours, LogLevel hosts)
    {
        using var services = Services(new LoggerConfiguration { Level = level });
        var loggers = services.GetRequiredService<ILoggerFactory>();

        Assert.Equal(ours, Lowest(loggers.CreateLogger("Dex.Domain.Grants")));
        Assert.Equal(hosts, Lowest(loggers.CreateLogger("Microsoft.AspNetCore.Hosting")));
        Assert.Equal(hosts, Lowest(loggers.CreateLogger("System.Net.Http")));
    }

    [Fact]
    public void Every_line_goes_to_standard_error_in_the_format_asked_for()
    {
        using var services = Services(new LoggerConfiguration { Format = "JSON", Level = "warn", ExcludeFields = ["email"] });
        var console = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
        var slog = services.GetRequiredService<IOptions<SlogOptions>>().Value;

        Assert.Equal(LogLevel.Trace, console.LogToStandardErrorThreshold);
        Assert.Equal(SlogConsoleFormatter.FormatterName, console.FormatterName);
        Assert.Equal((SlogFormat.Json, SlogLevel.Warn), (slog.Format, slog.Level));
        Assert.Equal(["email"], slog.ExcludedFields);
    }

    private static ServiceProvider Services(LoggerConfiguration logger) =>
        new ServiceCollection().AddLogging(logging => logging.UseSlog(logger)).BuildServiceProvider();

    private static LogLevel Lowest(ILogger logger) => Enum.GetValues<LogLevel>().First(logger.IsEnabled);
}
