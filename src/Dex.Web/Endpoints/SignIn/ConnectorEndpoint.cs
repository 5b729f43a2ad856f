using Dex.Domain.Authorization;
using Dex.Domain.Discovery;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/auth/{connector}</c>: the request is judged and stored, and the person goes to the connector.</summary>
internal sealed class ConnectorEndpoint(FlowDoor door, AuthorizationStart start) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.ConnectorStart;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, async (visit, ct) =>
        await start.StartAsync(visit.Parameters, visit.ConnectorId, HttpMethods.IsGet(visit.Method), visit.Address, ct));
}
