using Microsoft.Extensions.Logging.Console;

namespace Dex.Infrastructure.Logging;

/// <summary>How lines look.</summary>
public enum SlogFormat
{
    Text,
    Json,
}

/// <summary>The settings of <see cref="SlogConsoleFormatter"/>: dex's <c>logger</c> section, judged.</summary>
public sealed class SlogOptions : ConsoleFormatterOptions
{
    public SlogFormat Format { get; set; }

    public SlogLevel Level { get; set; } = SlogLevel.Info;

    /// <summary>Attributes that are never written, compared with case; time, level and msg cannot be excluded.</summary>
    public ISet<string> ExcludedFields { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
