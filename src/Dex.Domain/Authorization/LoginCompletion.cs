using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Policies;

namespace Dex.Domain.Authorization;

/// <summary>The end of every sign-in, however it went (protocol 4.9): the request is signed in, the identity recorded, and the dispatcher next.</summary>
public sealed class LoginCompletion(IAuthorizationRequestStore requests, LoginRecord logins, IServerPolicySource policies, TimeProvider clock)
{
    public async Task<FlowOutcome> CompleteAsync(AuthorizationRequest request, UpstreamIdentity person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var claims = person.Claims;
        if (await logins.IsBlockedAsync(request.ConnectorId, claims.UserId, now, ct))
        {
            return StepFailure.Blocked(request);
        }

        // A new key at each login: proofs that an earlier one handed out prove nothing about this person.
        var login = new CompletedLogin(claims, person.ConnectorData, now, StepProof.NewKey());
        if (!await requests.CompleteLoginAsync(request.Id, login, ct))
        {
            return StepFailure.Gone(request.Id);
        }

        await logins.KeepAsync(request.ConnectorId, claims, now, ct);
        var signedIn = request with { Person = claims, AuthTime = now, ProofKey = login.ProofKey };
        return new Onward(StepAddress.Dispatcher(policies.Current.Issuer, signedIn, StepProof.Continue), 303);
    }
}
