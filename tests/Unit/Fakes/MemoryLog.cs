using Microsoft.Extensions.Logging;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The log of a domain type, line by line.</summary>
internal sealed class MemoryLog
{
    private readonly List<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines => _lines;

    public string Text => string.Join('\n', _lines.Select(line => line.Text));

    public ILogger<T> For<T>() => new Logger<T>(_lines);

    private sealed class Logger<T>(List<LogLine> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(new LogLine(logLevel, formatter(state, exception)));
    }
}

/// <param name="Text">With the values in place.</param>
internal sealed record LogLine(LogLevel Level, string Text);
