using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Endpoints.Http;
using Dex.Web.Login;

namespace Dex.Web.Endpoints.Pages;

/// <summary>The issuer's own address: its name and a link to the discovery document, nothing else (protocol 1.3).</summary>
internal sealed class HomeEndpoint(PageWriter pages, IServerPolicySource policies) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Home;

    public bool AllowsCrossOrigin => true;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => pages.WriteAsync<HomePage>(context, StatusCodes.Status200OK, new Dictionary<string, object?>
    {
        [nameof(HomePage.DiscoveryUrl)] =
            RelativeUrl.To(policies.Current.Issuer.Path, RequestTarget.PathOf(context), DiscoveryDocument.Path),
    });
}
