using Dex.Domain.Discovery;

namespace Dex.Web.Endpoints;

/// <summary><c>/.well-known/openid-configuration</c>: the bytes of the document in force, computed when it changes and not per request.</summary>
internal sealed class DiscoveryEndpoint(IDiscoverySource discovery) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Discovery;

    public bool AllowsCrossOrigin => true;

    public Task HandleAsync(HttpContext context)
    {
        var body = discovery.Current.Json;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
