using System.Net;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting;

/// <summary>
/// With sample data only loopback names are answered: a page elsewhere could otherwise let a name of its own resolve to this machine
/// and use the public passwords (DNS rebinding).
/// </summary>
internal sealed class LoopbackHosts(RequestDelegate next, RequestIdentityFactory identities, RefusalWriter refusals, ILogger<LoopbackHosts> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsLoopback(context.Request.Host.Host))
        {
            await next(context);
            return;
        }

        using var scope = logger.BeginScope(identities.Attach(context, RefusalPlaces.Host));
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await refusals.WriteAsync(context, new OAuthError(
            RefusalRules.RequestForeignHost, RefusalRules.RequestForeignHost.Meaning, "a loopback name", context.Request.Host.Host));
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
