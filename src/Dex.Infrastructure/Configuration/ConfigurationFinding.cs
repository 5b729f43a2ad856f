using System.Globalization;

namespace Dex.Infrastructure.Configuration;

/// <summary>A fault or a warning: where, and what to write instead. It never holds a secret.</summary>
/// <param name="Path">As in the file, <c>staticClients[2].name</c>; empty for the file as a whole; a variable's name without a file.</param>
/// <param name="Line">1-based; null when no line can be named.</param>
public sealed record ConfigurationFinding(string Path, int? Line, string Message)
{
    public override string ToString()
    {
        var place = Line is > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {Line}") : "";
        return (Path, place) switch
        {
            ("", "") => Message,
            ("", _) => $"{place}: {Message}",
            (_, "") => $"{Path}: {Message}",
            _ => $"{Path} ({place}): {Message}",
        };
    }
}
