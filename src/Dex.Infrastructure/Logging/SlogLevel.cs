using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Logging;

/// <summary>A level of dex's log: DEBUG is -4, INFO 0, WARN 4, ERROR 8, and offsets lie between and beyond (<c>INFO+2</c>).</summary>
public readonly record struct SlogLevel(int Value)
{
    public static readonly SlogLevel Debug = new(-4);
    public static readonly SlogLevel Info = new(0);
    public static readonly SlogLevel Warn = new(4);
    public static readonly SlogLevel Error = new(8);

    /// <summary>The lowest level of .NET that is written when this one is the threshold.</summary>
    public LogLevel Minimum
    {
        get
        {
            var threshold = Value;
            return Enum.GetValues<LogLevel>()
                .Where(level => level != LogLevel.None && From(level).Value >= threshold)
                .DefaultIfEmpty(LogLevel.None)
                .First();
        }
    }

    /// <summary>Trace lies below DEBUG as Critical lies above ERROR.</summary>
    public static SlogLevel From(LogLevel level) => level switch
    {
        LogLevel.Trace => new SlogLevel(-8),
        LogLevel.Debug => Debug,
        LogLevel.Information => Info,
        LogLevel.Warning => Warn,
        LogLevel.Error => Error,
        _ => new SlogLevel(12),
    };

    /// <summary>Accepts one of the four names in any case, with an optional signed offset, and nothing else.</summary>
    public static bool TryParse(string text, out SlogLevel level)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sign = text.IndexOfAny(['+', '-']);
        var name = sign < 0 ? text : text[..sign];
        var offset = 0;
        SlogLevel? named = name.ToUpperInvariant() switch
        {
            "DEBUG" => Debug,
            "INFO" => Info,
            "WARN" => Warn,
            "ERROR" => Error,
            _ => null,
        };
        var isLevel = named is not null
            && (sign < 0 || (int.TryParse(text.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out offset)
                && offset < 1_000_000));
        level = isLevel ? new SlogLevel(named!.Value.Value + (sign >= 0 && text[sign] == '-' ? -offset : offset)) : Info;
        return isLevel;
    }

    public override string ToString()
    {
        var (name, zero) = Value < Info.Value ? ("DEBUG", Debug.Value)
            : Value < Warn.Value ? ("INFO", Info.Value)
            : Value < Error.Value ? ("WARN", Warn.Value)
            : ("ERROR", Error.Value);
        return Value == zero ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{Value - zero:+0;-0}");
    }
}
