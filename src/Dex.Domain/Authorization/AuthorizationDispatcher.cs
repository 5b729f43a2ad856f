using Dex.Domain.Clients;
using Dex.Domain.Devices;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;

namespace Dex.Domain.Authorization;

/// <summary>
/// <c>/auth</c> with <c>req</c> (protocol 4.10): where every step comes back to, and the only place that knows what is next. What was true
/// when the request came is asked again, because a person may take hours: the client, its address or the device, the grant, the block of the
/// person.
/// </summary>
public sealed class AuthorizationDispatcher(
    IAuthorizationRequestStore requests, IApplicationDirectory applications, IIdentityStore identities, DeviceSignIn devices, TrialSignIns trials,
    AuthorizationIssuer issuer, IServerPolicySource policies, TimeProvider clock)
{
    private static readonly string[] Accepted = [StepProof.Continue, StepProof.Approved];

    public async Task<FlowOutcome> ContinueAsync(string requestId, string proof, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var (request, refusal) = await StepDoor.OpenAsync(requests, requestId, proof, Accepted, ct);
        if (request is null)
        {
            return refusal!;
        }

        if (await applications.FindAsync(request.ClientId, ct) is not { } client)
        {
            return StepFailure.Gone(requestId);
        }

        if (await WhyStoppedAsync(request, client, ct) is { } stopped)
        {
            return stopped;
        }

        var identity = await identities.FindAsync(request.ConnectorId, request.Person!.UserId, ct);
        if (identity?.IsBlocked(clock.GetUtcNow()) == true)
        {
            return StepFailure.Blocked(request);
        }

        return proof.Proves(request, StepProof.Approved) || ConsentRule.IsSatisfied(request, client, identity, policies.Current)
            ? await issuer.IssueAsync(request, client, ct)
            : new Onward(StepAddress.Approval(policies.Current.Issuer, request), 303);
    }

    private async ValueTask<AuthorizeFailure?> WhyStoppedAsync(AuthorizationRequest request, Client client, CancellationToken ct)
    {
        var displayed = request.IsForDevice
            ? await devices.WhyOverAsync(request, ct)
            : trials.Accepts(client.Id, request.RedirectUri, request.State, request.CodeChallenge) ? null
            : AuthorizationRequestValidator.WhyNotSentTo(client, request.RedirectUri);
        if (displayed is not null)
        {
            return displayed;
        }

        var error = !client.Enabled ? new OAuthError(AuthorizationRules.ClientDisabledMeanwhile, "The client is disabled.")
            : request.IsForDevice ? DeviceSignIn.WhyRefused(client)
            : ResponseTypeGate.WhyRefused(request.ResponseTypes, client, policies.Current);
        return error is null ? null : StepFailure.Told(request, policies.Current.Issuer, error);
    }
}
