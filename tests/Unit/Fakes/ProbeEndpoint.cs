using Dex.Domain.Discovery;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Fakes;

/// <summary>An endpoint that does what a test says, mapped like any other.</summary>
internal sealed class ProbeEndpoint(string path, Func<HttpContext, Task> handle, bool answersWithPages = true) : IProtocolEndpoint
{
    public EndpointDescription Description => new(path, "GET", path, EndpointNeed.Person);

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => answersWithPages;

    public Task HandleAsync(HttpContext context) => handle(context);

    /// <summary>The standard server with these endpoints beside its own.</summary>
    public static Task<DexServer> ServeAsync(DexServerSettings settings, params ProbeEndpoint[] probes) => DexServer.StartAsync(settings with
    {
        Adjust = services =>
        {
            settings.Adjust?.Invoke(services);
            foreach (var probe in probes)
            {
                services.AddSingleton<IProtocolEndpoint>(probe);
            }
        },
    });
}
