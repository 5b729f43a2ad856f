using System.Text.RegularExpressions;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Refusals;

/// <summary>The addresses of the pages about refusals, relative to the console's path.</summary>
public static partial class RefusalAddress
{
    public const string List = "refusals";

    /// <summary>Characters by which a trace id is named where there is no room for it.</summary>
    private const int BriefLength = 8;

    /// <summary>The trace of one refused request.</summary>
    public static string Of(string trace) => $"{List}/{Uri.EscapeDataString(trace)}";

    /// <summary>The latest refusals, narrowed.</summary>
    public static string Of(string? rule, string? client) => Paging.Address(List, [("rule", rule), ("client", client)]);

    /// <summary>The trace id in what somebody pasted, be it the header's whole line or a sentence; null when it holds none.</summary>
    public static string? TraceIn(string text) => Trace().Match(text) is { Success: true } found ? found.Value.ToLowerInvariant() : null;

    /// <summary>How a trace is called where there is no room: enough of it to tell it from its neighbours.</summary>
    public static string Brief(string trace) => trace.Length > BriefLength ? trace[..BriefLength] : trace;

    [GeneratedRegex("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trace();
}
