using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary><c>/healthz</c>: what the last storage check found; it asks nothing itself, so probes cannot load the database.</summary>
internal sealed class HealthEndpoint(IStorageHealth health, ErrorPageWriter pages) : IProtocolEndpoint
{
    private static readonly byte[] Passed = "Health check passed"u8.ToArray();

    public EndpointDescription Description => EndpointCatalogue.Health;

    public bool AllowsCrossOrigin => false;

    public Task HandleAsync(HttpContext context)
    {
        if (!health.IsHealthy)
        {
            return pages.WriteAsync(context, StatusCodes.Status500InternalServerError);
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = Passed.Length;
        return context.Response.Body.WriteAsync(Passed, context.RequestAborted).AsTask();
    }
}
