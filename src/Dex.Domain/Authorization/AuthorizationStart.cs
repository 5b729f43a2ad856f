using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Authorization;

/// <summary><c>/auth/{connector}</c> (protocol 4.6): judges the request, stores it, and sends the person to the connector.</summary>
public sealed partial class AuthorizationStart(
    IApplicationDirectory applications, IConnectorDirectory connectors, AuthorizationRequestValidator validator,
    IAuthorizationRequestStore requests, IServerPolicySource policies, ILogger<AuthorizationStart> logger)
{
    private const int UnknownClientStatus = 404;
    private const string Sorry = "This way to sign in is not available for the application.";

    /// <param name="connectorId">As it stands in the address, decoded; null when badly escaped.</param>
    /// <param name="isGet">The request is stored before a wrong method is refused, as dex does.</param>
    /// <param name="address">Of who asks; empty when unknown.</param>
    public async Task<FlowOutcome> StartAsync(
        AuthorizationParameters parameters, string? connectorId, bool isGet, string address, CancellationToken ct)
    {
        var validation = await validator.ValidateAsync(parameters, UnknownClientStatus, address, ct);
        if (validation.Failed)
        {
            return validation.Failure;
        }

        if (connectorId is null)
        {
            return Displayed(AuthorizationRules.ConnectorMalformedId, validation.Client, "");
        }

        var (gate, connector) = await PassAsync(validation.Client, connectorId, parameters, ct);
        if (gate is not null)
        {
            return gate;
        }

        if (validation.Request.Prompt is [PromptReader.None])
        {
            return LoginRequired(validation, policies.Current.Issuer);
        }

        var request = validation.Request with { ConnectorId = connectorId };
        await requests.AddAsync(request, ct);
        return isGet
            ? await SendAsync(validation.Client, connector!, request, parameters, ct)
            : Displayed(AuthorizationRules.StepMethod, validation.Client, "", "A sign-in begins by following a link.");
    }

    internal static RedirectedFailure LoginRequired(Validation validation, Issuer issuer) => RedirectedFailure.Of(
        validation.Delivery,
        issuer,
        new OAuthError(AuthorizationRules.LoginRequired, "The person has to sign in.", "prompt without none", PromptReader.None)
        {
            ClientId = validation.Client!.Id,
            ClientIsKnown = true,
        });

    // L3 to L6.
    private async ValueTask<(DisplayedFailure? Failure, IConnector? Connector)> PassAsync(
        Client client, string id, AuthorizationParameters parameters, CancellationToken ct)
    {
        var known = (await applications.ConnectorsOfAsync(client, ct)).FirstOrDefault(connector => connector.Id == id);
        if (known is null)
        {
            var exists = (await connectors.ListAsync(ct)).Any(connector => connector.Id == id);
            var excluded = !ConsoleClient.Is(client) && !client.AllowedConnectors.IsEmpty && !client.AllowedConnectors.Contains(id, StringComparer.Ordinal);
            return (Displayed(exists || excluded ? AuthorizationRules.ConnectorForbidden : AuthorizationRules.ConnectorNotFound, client, id), null);
        }

        var opened = await OpenAsync(id, ct);
        if (opened is not (IRedirectConnector or IPasswordConnector))
        {
            return (Displayed(AuthorizationRules.ConnectorUnavailable, client, id), null);
        }

        var flow = FlowName.Of(parameters);
        if (!known.AllowsGrant(flow))
        {
            return (Displayed(AuthorizationRules.ConnectorGrantNotAllowed, client, flow), null);
        }

        return parameters[ParameterNames.ConnectorId] is { Length: > 0 } asked && asked != id
            ? (Displayed(AuthorizationRules.ConnectorContradicted, client, asked), null)
            : (null, opened);
    }

    private async ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct)
    {
        try
        {
            return await connectors.OpenAsync(id, ct);
        }
        catch (ConnectorException failure)
        {
            LogUnavailable(failure, id);
            return null;
        }
    }

    private async Task<FlowOutcome> SendAsync(
        Client client, IConnector connector, AuthorizationRequest request, AuthorizationParameters parameters, CancellationToken ct)
    {
        var issuer = policies.Current.Issuer;
        if (connector is not IRedirectConnector redirecting)
        {
            var back = await HasOthersAsync(client, ct) ? BackLink(issuer, parameters) : "";
            return new Onward(StepAddress.Password(issuer, request.ConnectorId, request.Id, back), 302);
        }

        try
        {
            var upstream = new UpstreamRequest(
                ConnectorScopes.Of(request.Scopes), issuer.Endpoint("/callback"), request.Id, request.LoginHint);
            var away = await redirecting.StartAsync(upstream, ct);
            if (away.ConnectorData is not null)
            {
                await requests.SetConnectorDataAsync(request.Id, away.ConnectorData, ct);
            }

            return new Onward(away.Url, 302);
        }
        catch (ConnectorException failure)
        {
            LogStartFailed(failure, request.ConnectorId);
            return Displayed(AuthorizationRules.UpstreamStartFailed, client, request.ConnectorId,
                "The sign-in could not be started. Try again later, or another way to sign in.");
        }
    }

    // A link that leads straight back to this very form would only puzzle.
    private async ValueTask<bool> HasOthersAsync(Client client, CancellationToken ct) =>
        policies.Current.File.AlwaysShowsChooser || (await applications.ConnectorsOfAsync(client, ct)).Count > 1;

    private static string BackLink(Issuer issuer, AuthorizationParameters parameters) =>
        $"{issuer.Path}/auth?{parameters.Without(ParameterNames.ConnectorId).ToQuery()}";

    private static DisplayedFailure Displayed(RefusalRule rule, Client client, string received, string sentence = Sorry) =>
        new(new OAuthError(rule, received: received) { ClientId = client.Id, ClientIsKnown = true }, rule.Status, sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to open connector {connector_id}")]
    private partial void LogUnavailable(Exception failure, string connector_id);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to start the login {connector_id}")]
    private partial void LogStartFailed(Exception failure, string connector_id);
}
