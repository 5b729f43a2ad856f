using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Authorization;

/// <summary>
/// <c>/auth/{connector}/login</c> (protocol 4.7): the form, and what was typed into it. Wrong passwords are logged by
/// <see cref="LimitedPasswordConnector"/>, which knows whether one was tried at all.
/// </summary>
public sealed partial class PasswordStep(
    IAuthorizationRequestStore requests, IApplicationDirectory applications, IConnectorDirectory connectors, LoginCompletion completion,
    ILogger<PasswordStep> logger)
{
    public async Task<FlowOutcome> HandleAsync(PasswordVisit visit, CancellationToken ct)
    {
        if (visit.State.Length == 0)
        {
            return StepFailure.NoState();
        }

        if (await requests.FindAsync(visit.State, ct) is not { } request)
        {
            return StepFailure.Gone(visit.State);
        }

        if (visit.ConnectorId != request.ConnectorId)
        {
            return StepFailure.Differs(request, visit.ConnectorId ?? "");
        }

        var opened = await OpenAsync(request.ConnectorId, ct);
        if (opened is not IPasswordConnector connector)
        {
            return opened is null ? StepFailure.Unavailable(request) : StepFailure.OtherKind(request);
        }

        return visit.Method switch
        {
            "GET" => await AskAsync(request, connector, visit, request.LoginHint, null, ct),
            "POST" => await TryAsync(request, connector, visit, ct),
            _ => StepFailure.Method(visit.Method),
        };
    }

    private async Task<FlowOutcome> TryAsync(AuthorizationRequest request, IPasswordConnector connector, PasswordVisit visit, CancellationToken ct)
    {
        var attempt = PasswordAttempt.Of(visit.Username, visit.Password, visit.Address);
        try
        {
            var result = await connector.LoginAsync(ConnectorScopes.Of(request.Scopes), attempt, ct);
            return result.Failed
                ? await AskAsync(request, connector, visit, attempt.Username, result.Error, ct)
                : await completion.CompleteAsync(request, result.Value, ct);
        }
        catch (ConnectorException failure)
        {
            LogFailed(failure, request.ConnectorId);
            return StepFailure.Page(AuthorizationRules.PasswordCheckFailed, request,
                "The sign-in failed. Try again later, or ask the administrator.");
        }
    }

    private async ValueTask<FlowOutcome> AskAsync(
        AuthorizationRequest request, IPasswordConnector connector, PasswordVisit visit, string username, OAuthError? refusal, CancellationToken ct) =>
        new PasswordAsked(
            await applications.FindAsync(request.ClientId, ct), request, connector, username, StepAddress.Acceptable(visit.Back),
            refusal is null ? null : refusal with { ClientId = request.ClientId, ClientIsKnown = true });

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

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to login user {connector_id}")]
    private partial void LogFailed(Exception failure, string connector_id);
}

/// <summary>A visit to the password page. Never logged: it may hold a password.</summary>
/// <param name="ConnectorId">Of the address, decoded; null when badly escaped.</param>
/// <param name="State">Of the query, the id of the request; empty when absent.</param>
/// <param name="Back">The link to the other ways to sign in, not yet judged; empty when absent.</param>
/// <param name="Address">The client address; empty when unknown.</param>
public sealed record PasswordVisit(
    string Method, string? ConnectorId, string State, string Back, string Username, string Password, string Address)
{
    public override string ToString() => nameof(PasswordVisit);
}
