namespace Dex.Web.Endpoints.Http;

/// <summary>The headers that every protocol answer carries: <c>nosniff</c>, and those of <c>web.headers</c>, which replace our defaults.</summary>
internal sealed class FixedHeaders(IReadOnlyDictionary<string, string> configured)
{
    private readonly KeyValuePair<string, string>[] _headers =
    [
        .. configured.Where(header => header.Value.Length > 0),
        .. configured.GetValueOrDefault("X-Content-Type-Options") is { Length: > 0 }
            ? Array.Empty<KeyValuePair<string, string>>()
            : [new("X-Content-Type-Options", "nosniff")],
    ];

    public void ApplyTo(HttpResponse response)
    {
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }
    }
}
