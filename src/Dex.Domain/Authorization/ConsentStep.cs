using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Authorization;

/// <summary><c>/approval</c> (protocol 4.11.2): asks, and takes the answer.</summary>
public sealed partial class ConsentStep(
    IAuthorizationRequestStore requests, IIdentityStore identities, IApplicationDirectory applications, RequestedAccesses accesses,
    IServerPolicySource policies, TimeProvider clock, ILogger<ConsentStep> logger)
{
    /// <param name="method">The HTTP method.</param>
    /// <param name="answer">The value of <c>approval</c>; empty when absent.</param>
    public async Task<FlowOutcome> HandleAsync(string method, string requestId, string proof, string answer, CancellationToken ct)
    {
        if (method is not ("GET" or "POST"))
        {
            return StepFailure.Page(AuthorizationRules.ApprovalMethod, "This page does not take that kind of request.", "", method);
        }

        var (request, refusal) = await StepDoor.OpenAsync(requests, requestId, proof, [StepProof.Approval], ct);
        if (request is null)
        {
            return refusal!;
        }

        return (method, answer) switch
        {
            ("GET", _) => await AskAsync(request, ct),
            (_, "approve") => await ApproveAsync(request, ct),
            (_, "rejected") => await RejectAsync(request, ct),
            _ => StepFailure.Page(AuthorizationRules.ConsentAnswerInvalid, request, "Please answer the question by one of its two buttons.", "", answer),
        };
    }

    private async Task<FlowOutcome> AskAsync(AuthorizationRequest request, CancellationToken ct)
    {
        if (await applications.FindAsync(request.ClientId, ct) is not { } client)
        {
            return StepFailure.Gone(request.Id);
        }

        return new ConsentAsked(client, request, await accesses.OfAsync(request, ct), StepAddress.Again(policies.Current.Issuer, request));
    }

    private async Task<FlowOutcome> ApproveAsync(AuthorizationRequest request, CancellationToken ct)
    {
        try
        {
            var consent = new Consent(request.ClientId, ConsentRule.ScopesOf(request, policies.Current), clock.GetUtcNow());
            await identities.SaveConsentAsync(request.ConnectorId, request.Person!.UserId, consent, ct);
        }
        catch (StorageUnavailableException failure)
        {
            // The person said yes; not to remember it only means to ask again.
            LogNotRemembered(failure, request.ClientId);
        }

        return new Onward(StepAddress.Dispatcher(policies.Current.Issuer, request, StepProof.Approved), 303);
    }

    // F-22.
    private async Task<FlowOutcome> RejectAsync(AuthorizationRequest request, CancellationToken ct) =>
        await requests.EndAsync(request.Id, request.ProofKey, null, ct)
            ? StepFailure.Told(request, policies.Current.Issuer, new OAuthError(AuthorizationRules.ConsentRefused, "The person refused."))
            : StepFailure.Gone(request.Id);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to store the consent {client_id}")]
    private partial void LogNotRemembered(Exception failure, string client_id);
}
