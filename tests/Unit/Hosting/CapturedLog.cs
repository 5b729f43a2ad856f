using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dex.Tests.Unit.Hosting;

/// <summary>What the server would have written to standard error, line by line and in its own format.</summary>
internal sealed class CapturedLog(ConsoleFormatter formatter) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider? _scopes;

    public string Text => string.Concat(_lines);

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The lines of one request, as JSON objects.</summary>
    public IReadOnlyList<JsonElement> Of(string requestId) =>
        [.. _lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("request_id", out var id) && id.GetString() == requestId)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // The lines outlive the server, so that a test can search them afterwards.
    }

    private sealed class Logger(CapturedLog owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            owner.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), line);
            if (line.ToString() is { Length: > 0 } text)
            {
                owner._lines.Enqueue(text);
            }
        }
    }

    private void Write<TState>(in LogEntry<TState> entry, TextWriter line) => formatter.Write(entry, _scopes, line);
}
