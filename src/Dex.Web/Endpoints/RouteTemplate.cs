using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary>A route with one open segment, matched on the undecoded path: <c>%2F</c> does not split a segment (protocol 0.5.1).</summary>
internal sealed class RouteTemplate
{
    private readonly string _before;
    private readonly string _after;

    public RouteTemplate(string path, IProtocolEndpoint endpoint)
    {
        Endpoint = endpoint;
        _before = path[..path.IndexOf('{', StringComparison.Ordinal)];
        _after = path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..];
    }

    public IProtocolEndpoint Endpoint { get; }

    public static bool IsTemplate(string path) => path.Contains('{', StringComparison.Ordinal);

    /// <summary>What stands in the open segment; null when the path is another route. An empty segment is no segment.</summary>
    public RouteSegment? Match(string path)
    {
        var length = path.Length - _before.Length - _after.Length;
        if (length <= 0 || !path.StartsWith(_before, StringComparison.Ordinal) || !path.EndsWith(_after, StringComparison.Ordinal))
        {
            return null;
        }

        var segment = path.Substring(_before.Length, length);
        return segment.Contains('/', StringComparison.Ordinal) ? null : new RouteSegment(segment);
    }
}
