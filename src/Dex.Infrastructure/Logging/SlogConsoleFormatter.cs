using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Dex.Infrastructure.Logging;

/// <summary>
/// Writes log entries as dex does, one line each. Attributes come from the structured state; those bound by a scope (connector,
/// component) stand before them, <c>client_remote_addr</c> and <c>request_id</c> last. An exception is the attribute <c>err</c>.
/// </summary>
public sealed class SlogConsoleFormatter(IOptionsMonitor<SlogOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "slog";

    /// <summary>The attributes of a request, in the order in which they end a line.</summary>
    private static readonly string[] RequestAttributes = ["client_remote_addr", "request_id"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var settings = options.CurrentValue;
        var level = SlogLevel.From(logEntry.LogLevel);
        if (level.Value < settings.Level.Value)
        {
            return;
        }

        var entry = logEntry;
        var state = entry.State as IReadOnlyList<KeyValuePair<string, object?>>;
        var message = SlogMessage.TextOf(state, () => entry.Formatter(entry.State, entry.Exception));
        var attributes = Attributes(state, entry.Exception, scopeProvider, settings)
            .Where(attribute => !settings.ExcludedFields.Contains(attribute.Key))
            .ToList();
        var now = TimeZoneInfo.ConvertTime(settings.Clock.GetUtcNow(), settings.Clock.LocalTimeZone);
        textWriter.WriteLine(settings.Format == SlogFormat.Json
            ? SlogJson.Write(now, level, message, attributes)
            : SlogText.Write(now, level, message, attributes));
    }

    private static IEnumerable<SlogAttribute> Attributes(
        IReadOnlyList<KeyValuePair<string, object?>>? state,
        Exception? exception,
        IExternalScopeProvider? scopeProvider,
        SlogOptions settings)
    {
        var scoped = ScopeAttributes(scopeProvider);
        var bound = scoped.Where(attribute => !RequestAttributes.Contains(attribute.Key));
        var own = SlogMessage.AttributesOf(state).ToList();
        var error = exception is null ? [] : ErrorAttributes(exception, settings, own.Any(attribute => attribute.Key == "err"));
        var request = RequestAttributes.SelectMany(key => scoped.Where(attribute => attribute.Key == key).TakeLast(1));
        return [.. bound, .. own, .. error, .. request];
    }

    private static IEnumerable<SlogAttribute> ErrorAttributes(Exception exception, SlogOptions settings, bool isTold)
    {
        if (!isTold)
        {
            yield return new SlogAttribute("err", exception);
        }

        if (settings.Level.Value <= SlogLevel.Debug.Value)
        {
            yield return new SlogAttribute("stack", exception.ToString());
        }
    }

    /// <summary>Ours only: the host's own scopes spell their names with capitals, and dex's lines have no room for them.</summary>
    private static List<SlogAttribute> ScopeAttributes(IExternalScopeProvider? scopeProvider)
    {
        var attributes = new List<SlogAttribute>();
        scopeProvider?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> pairs)
                {
                    found.AddRange(pairs
                        .Where(pair => pair.Key.Length > 0 && pair.Key[0] != '{' && !pair.Key.Any(char.IsUpper))
                        .Select(pair => new SlogAttribute(pair.Key, pair.Value)));
                }
            },
            attributes);
        return attributes;
    }
}
