namespace Dex.Web.Endpoints.Http;

/// <summary>Gives a request its identity: a fresh id, never taken from the caller, and the resolved client address.</summary>
internal sealed class RequestIdentityFactory(ClientAddressResolver addresses, TimeProvider clock)
{
    /// <param name="endpoint">The route, for records of refusals.</param>
    public RequestIdentity Attach(HttpContext context, string endpoint)
    {
        var request = new RequestIdentity(Guid.NewGuid().ToString(), addresses.Resolve(context), addresses.IsConfigured, endpoint, clock.GetTimestamp());
        context.Features.Set(request);
        context.Response.Headers["X-Request-Id"] = request.Id;
        return request;
    }
}
