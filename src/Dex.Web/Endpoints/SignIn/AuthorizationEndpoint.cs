using Dex.Domain.Authorization;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/auth</c>, any method (RFC 6749 section 3.1): where an application sends people, and where every step comes back to.</summary>
internal sealed class AuthorizationEndpoint(FlowDoor door, ConnectorChoice choice, AuthorizationDispatcher dispatcher) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Authorization;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, async (visit, ct) =>
    {
        var parameters = visit.Parameters;
        return parameters[ParameterNames.RequestId] is { Length: > 0 } request
            ? await dispatcher.ContinueAsync(request, parameters[ParameterNames.Proof], ct)
            : await choice.ChooseAsync(parameters, visit.Address, ct);
    });
}
