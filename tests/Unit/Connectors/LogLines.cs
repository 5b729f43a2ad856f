using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Connectors;

internal static class LogLines
{
    /// <summary>The lines of the server's log that contain the text.</summary>
    public static IReadOnlyList<string> LinesOf(this DexServer dex, string text) =>
        [.. dex.Log.Lines.Where(line => line.Contains(text, StringComparison.Ordinal))];
}
