using System.Collections;
using System.Globalization;
using Dex.Infrastructure.Configuration;

namespace Dex.Infrastructure.Logging;

/// <summary>One attribute of a log record; a value that is itself a set of attributes is a group.</summary>
internal readonly record struct SlogAttribute(string Key, object? Value)
{
    /// <summary>The members when the value is a group.</summary>
    public IEnumerable<SlogAttribute>? Group => Value is IEnumerable<KeyValuePair<string, object?>> members
        ? members.Select(member => new SlogAttribute(member.Key, member.Value))
        : null;

    /// <summary>The items when the value is a list.</summary>
    public IEnumerable<object?>? List => Value is IEnumerable items and not string ? items.Cast<object?>() : null;

    /// <summary>The value as a person reads it.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "<nil>",
        string text => text,
        bool truth => truth ? "true" : "false",
        Exception exception => ErrorText(exception),
        TimeSpan span => DexDuration.From(span).ToString(),
        DateTimeOffset time => TimeText(time, "fff"),
        IEnumerable items => $"[{string.Join(' ', items.Cast<object?>().Select(TextOf))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>RFC 3339; <paramref name="fraction"/> is .NET's pattern for what follows the second.</summary>
    public static string TimeText(DateTimeOffset time, string fraction)
    {
        var zone = time.Offset == TimeSpan.Zero ? "'Z'" : "zzz";
        return time.ToString($"yyyy-MM-ddTHH:mm:ss.{fraction}{zone}", CultureInfo.InvariantCulture);
    }

    /// <summary>The messages from the outermost to the innermost cause, without repeating one that its wrapper already quotes.</summary>
    public static string ErrorText(Exception exception)
    {
        var text = exception.Message;
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!text.Contains(inner.Message, StringComparison.Ordinal))
            {
                text += ": " + inner.Message;
            }
        }

        return text;
    }
}
