using Dex.Domain.Authorization;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/auth/{connector}/login</c>: the form for a name and a password. Which request it belongs to stands in the query alone.</summary>
internal sealed class PasswordEndpoint(FlowDoor door, PasswordStep step) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.PasswordForm;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, async (visit, ct) =>
        await step.HandleAsync(
            new PasswordVisit(
                visit.Method, visit.ConnectorId, visit.Query.Text(ParameterNames.State), visit.Query.Text(ParameterNames.Back),
                visit.Parameters[ParameterNames.Login], visit.Parameters[ParameterNames.Password], visit.Address),
            ct));
}
