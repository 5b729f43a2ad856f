using Dex.Domain.Authorization;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/approval</c>: the question for consent. Its proof stands in the query, as the page's own address has it.</summary>
internal sealed class ApprovalEndpoint(FlowDoor door, ConsentStep step) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Approval;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, async (visit, ct) =>
        await step.HandleAsync(
            visit.Method, visit.Parameters[ParameterNames.RequestId], visit.Parameters[ParameterNames.Proof],
            visit.Form.Text(ParameterNames.Approval), ct));
}
