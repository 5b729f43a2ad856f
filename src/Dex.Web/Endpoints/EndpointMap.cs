using System.Collections.Frozen;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Endpoints.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dex.Web.Endpoints;

/// <summary>One protocol endpoint: it decides itself what to make of the method.</summary>
internal interface IProtocolEndpoint
{
    /// <summary>The entry of the catalogue that the console lists too, so that the two cannot drift apart.</summary>
    EndpointDescription Description { get; }

    /// <summary>True when browsers of other origins may call it (protocol 1.2).</summary>
    bool AllowsCrossOrigin { get; }

    Task HandleAsync(HttpContext context);
}

/// <summary>
/// The only list of protocol endpoints. Paths are compared exactly and undecoded: a trailing slash, another case or a doubled slash is
/// another route, and what is not here is left to whoever comes next.
/// </summary>
internal sealed class EndpointMap(RequestDelegate next, IServerPolicySource policies, IEnumerable<IProtocolEndpoint> endpoints, ProtocolPipeline pipeline)
{
    private readonly FrozenDictionary<string, IProtocolEndpoint> _routes = endpoints.ToFrozenDictionary(
        endpoint => policies.Current.Issuer.Path + endpoint.Description.Path, StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context) =>
        _routes.TryGetValue(RawPath(context), out var endpoint) ? pipeline.RunAsync(context, endpoint) : next(context);

    private static string RawPath(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is null)
        {
            return context.Request.Path.Value ?? "";
        }

        // The absolute form, which a proxy may send (RFC 9112 section 3.2.2), is cut to its path as it stands, undecoded.
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (target is not ['/', ..] && authority > 0)
        {
            var path = target.IndexOf('/', authority + 3);
            target = path < 0 ? "/" : target[path..];
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
