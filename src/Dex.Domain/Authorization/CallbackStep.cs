using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Authorization;

/// <summary><c>/callback</c> and <c>/callback/{connector}</c> (protocol 4.8): the browser comes back from the upstream provider.</summary>
public sealed partial class CallbackStep(
    IAuthorizationRequestStore requests, IConnectorDirectory connectors, LoginCompletion completion, IServerPolicySource policies,
    ILogger<CallbackStep> logger)
{
    public async Task<FlowOutcome> HandleAsync(CallbackVisit visit, CancellationToken ct)
    {
        if (visit.Method is not ("GET" or "POST"))
        {
            return StepFailure.Method(visit.Method);
        }

        // A provider that posts says by RelayState which request it answers.
        var state = visit.Method == "GET" ? visit.Query.Text(ParameterNames.State) : visit.Form.Text("RelayState");
        if (state.Length == 0)
        {
            return StepFailure.NoState();
        }

        if (await requests.FindAsync(state, ct) is not { } request)
        {
            return StepFailure.Gone(state);
        }

        if (visit.IsPinned && visit.ConnectorId != request.ConnectorId)
        {
            return StepFailure.Differs(request, visit.ConnectorId ?? "");
        }

        return await OpenAsync(request.ConnectorId, ct) switch
        {
            IRedirectConnector when visit.Method != "GET" => StepFailure.Method(visit.Method),
            IRedirectConnector connector => await FinishAsync(request, connector, visit, ct),
            null => StepFailure.Unavailable(request),
            _ => StepFailure.OtherKind(request),
        };
    }

    private async Task<FlowOutcome> FinishAsync(AuthorizationRequest request, IRedirectConnector connector, CallbackVisit visit, CancellationToken ct)
    {
        var answer = new UpstreamAnswer(
            ConnectorScopes.Of(request.Scopes), request.ConnectorData, policies.Current.Issuer.Endpoint("/callback"), visit.Query, visit.Headers);
        UpstreamIdentity person;
        try
        {
            person = await connector.FinishAsync(answer, ct);
        }
        catch (RequiredGroupsException failure)
        {
            LogFailed(failure, request.ConnectorId);
            return StepFailure.Page(AuthorizationRules.UpstreamGroups, request,
                "You are in none of the groups that may sign in here.", "Ask the administrator to add you to one.");
        }
        catch (UpstreamDeniedException failure)
        {
            LogFailed(failure, request.ConnectorId);
            return Tell(request, new OAuthError(AuthorizationRules.UpstreamDenied, "The sign-in was refused.", received: request.ConnectorId));
        }
        catch (ConnectorException failure)
        {
            LogFailed(failure, request.ConnectorId);
            return Tell(request, new OAuthError(AuthorizationRules.UpstreamFailed, "The sign-in failed at the upstream provider.", received: request.ConnectorId));
        }

        return await completion.CompleteAsync(request, person, ct);
    }

    // F-20. The request stays until it expires: a forged answer must not end somebody's sign-in.
    private RedirectedFailure Tell(AuthorizationRequest request, OAuthError error) => StepFailure.Told(request, policies.Current.Issuer, error);

    private async ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct)
    {
        try
        {
            return await connectors.OpenAsync(id, ct);
        }
        catch (ConnectorException failure)
        {
            LogFailed(failure, id);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to authenticate {connector_id}")]
    private partial void LogFailed(Exception failure, string connector_id);
}

/// <summary>The browser as it comes back.</summary>
/// <param name="IsPinned">True when the address names a connector.</param>
/// <param name="ConnectorId">Of the address, decoded; null when there is none or it is badly escaped.</param>
/// <param name="Headers">Those that begin with <c>x-remote-</c> only where the address names the connector.</param>
public sealed record CallbackVisit(
    string Method, bool IsPinned, string? ConnectorId, FormParameters Query, FormParameters Form, IReadOnlyDictionary<string, string> Headers);
