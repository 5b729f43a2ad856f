using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Authorization;

/// <summary>The end of every sign-in, however it went (protocol 4.9): the request is signed in, the identity recorded, and the dispatcher next.</summary>
public sealed partial class LoginCompletion(
    IAuthorizationRequestStore requests, IIdentityStore identities, IServerPolicySource policies, TimeProvider clock, ILogger<LoginCompletion> logger)
{
    public async Task<FlowOutcome> CompleteAsync(AuthorizationRequest request, UpstreamIdentity person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var claims = person.Claims;
        if (await identities.FindAsync(request.ConnectorId, claims.UserId, ct) is { } known && known.IsBlocked(now))
        {
            LogBlocked(request.ConnectorId, claims.UserId, known.BlockedUntil!.Value);
            return StepFailure.Blocked(request);
        }

        // A new key at each login: proofs that an earlier one handed out prove nothing about this person.
        var login = new CompletedLogin(claims, person.ConnectorData, now, StepProof.NewKey());
        if (!await requests.CompleteLoginAsync(request.Id, login, ct))
        {
            return StepFailure.Gone(request.Id);
        }

        await identities.RecordLoginAsync(request.ConnectorId, claims, now, ct);
        var email = claims.Email.Length > 0 && !claims.EmailVerified ? claims.Email + " (unverified)" : claims.Email;
        var groups = RefusalText.List(claims.Groups);
        LogSucceeded(request.ConnectorId, claims.UserId, claims.Username, claims.PreferredUsername, email, groups);
        var signedIn = request with { Person = claims, AuthTime = now, ProofKey = login.ProofKey };
        return new Onward(StepAddress.Dispatcher(policies.Current.Issuer, signedIn, StepProof.Continue), 303);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "login successful {connector_id} {user_id} {username} {preferred_username} {email} {groups}")]
    private partial void LogSucceeded(
        string connector_id, string user_id, string username, string preferred_username, string email, string groups);

    [LoggerMessage(Level = LogLevel.Warning, Message = "login rejected for blocked user {connector_id} {user_id} {blocked_until}")]
    private partial void LogBlocked(string connector_id, string user_id, DateTimeOffset blocked_until);
}
