using System.Collections.Frozen;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Endpoints.Assets;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary>One protocol endpoint: it decides itself what to make of the method.</summary>
internal interface IProtocolEndpoint
{
    /// <summary>
    /// The entry of the catalogue that the console lists too, so that the two cannot drift apart. A path may hold one segment in braces,
    /// <c>/auth/{connector}/login</c>; what stands there in a request is <see cref="RouteSegment"/>.
    /// </summary>
    EndpointDescription Description { get; }

    /// <summary>True when browsers of other origins may call it (protocol 1.2).</summary>
    bool AllowsCrossOrigin { get; }

    /// <summary>True when people look at its answers: faults are then told by the error page, not as JSON.</summary>
    bool AnswersWithPages => false;

    Task HandleAsync(HttpContext context);
}

/// <summary>
/// The only list of protocol endpoints. Paths are compared exactly and undecoded: a trailing slash, another case or a doubled slash is
/// another route, and what is not here is left to whoever comes next.
/// </summary>
internal sealed class EndpointMap
{
    private readonly RequestDelegate _next;
    private readonly ProtocolPipeline _pipeline;
    private readonly AssetServer _assets;
    private readonly FrozenDictionary<string, IProtocolEndpoint> _routes;
    private readonly RouteTemplate[] _templates;

    public EndpointMap(
        RequestDelegate next, IServerPolicySource policies, IEnumerable<IProtocolEndpoint> endpoints, ProtocolPipeline pipeline, AssetServer assets)
    {
        (_next, _pipeline, _assets) = (next, pipeline, assets);
        var issuer = policies.Current.Issuer.Path;
        var all = endpoints.ToLookup(endpoint => RouteTemplate.IsTemplate(endpoint.Description.Path));
        _routes = all[false].ToFrozenDictionary(endpoint => PathOf(issuer, endpoint.Description.Path), StringComparer.Ordinal);
        _templates = [.. all[true].Select(endpoint => new RouteTemplate(issuer + endpoint.Description.Path, endpoint))];
    }

    public Task InvokeAsync(HttpContext context)
    {
        var path = RequestTarget.PathOf(context);
        if (_routes.TryGetValue(path, out var endpoint))
        {
            return _pipeline.RunAsync(context, endpoint);
        }

        foreach (var template in _templates)
        {
            if (template.Match(path) is { } segment)
            {
                context.Features.Set(segment);
                return _pipeline.RunAsync(context, template.Endpoint);
            }
        }

        return _assets.Find(path) is { } asset ? asset.AnswerAsync(context) : _next(context);
    }

    // The home page is the issuer's own address, which ends in a slash only at the root of its host.
    private static string PathOf(string issuer, string path) => path == "/" && issuer.Length > 0 ? issuer : issuer + path;
}
