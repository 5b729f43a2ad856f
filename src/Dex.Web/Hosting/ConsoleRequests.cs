using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting;

/// <summary>Gives every request of the console its id and client address, on the answer and on every log line.</summary>
internal sealed class ConsoleRequests(RequestDelegate next, RequestIdentityFactory identities, ILogger<ConsoleRequests> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = identities.Attach(context, "console");
        using var scope = logger.BeginScope(request);
        await next(context);
    }
}
