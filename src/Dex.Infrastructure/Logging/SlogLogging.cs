using Dex.Infrastructure.Configuration.Sections;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Logging;

/// <summary>Puts dex's log in the place of the host's: everything on standard error, nothing else registered.</summary>
public static class SlogLogging
{
    /// <param name="logger">A section that validation has passed.</param>
    public static ILoggingBuilder UseSlog(this ILoggingBuilder logging, LoggerConfiguration logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _ = SlogLevel.TryParse(logger.Level, out var level);
        logging.ClearProviders();
        logging.SetMinimumLevel(level.Minimum);

        // The host reports every request at info, which dex does not; what goes wrong there is still shown.
        var hostLevel = level.Value <= SlogLevel.Debug.Value || level.Minimum > LogLevel.Warning ? level.Minimum : LogLevel.Warning;
        logging.AddFilter("Microsoft", hostLevel);
        logging.AddFilter("System", hostLevel);

        logging.AddConsole(console =>
        {
            console.FormatterName = SlogConsoleFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<SlogConsoleFormatter, SlogOptions>(options =>
        {
            options.Level = level;
            options.Format = logger.Format.Equals("json", StringComparison.OrdinalIgnoreCase) ? SlogFormat.Json : SlogFormat.Text;
            options.ExcludedFields = logger.ExcludeFields.ToHashSet(StringComparer.Ordinal);
        });
        return logging;
    }
}
