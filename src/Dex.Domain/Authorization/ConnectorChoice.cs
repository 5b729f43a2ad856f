using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Authorization;

/// <summary>
/// <c>/auth</c> without <c>req</c> (protocol 4.2): which connector the request goes to. The request itself is judged there; where several
/// are left, the person chooses first.
/// </summary>
public sealed class ConnectorChoice(
    IApplicationDirectory applications, AuthorizationRequestValidator validator, DeviceSignIn devices, IServerPolicySource policies)
{
    private const int UnknownClientStatus = 400;

    /// <param name="address">Of who asks; empty when unknown.</param>
    public async ValueTask<FlowOutcome> ChooseAsync(AuthorizationParameters parameters, string address, CancellationToken ct)
    {
        var policy = policies.Current;
        var client = await applications.FindAsync(parameters[ParameterNames.ClientId], ct);
        if (AuthorizationRequestValidator.WhyNoClient(client, parameters, UnknownClientStatus) is { } unknown)
        {
            return unknown;
        }

        if (DeviceSignIn.IsMeantBy(parameters, policy.Issuer) && devices.WhyOff() is { } off)
        {
            return off;
        }

        var flow = FlowName.Of(parameters);
        var offered = (await applications.ConnectorsOfAsync(client!, ct)).Where(connector => connector.AllowsGrant(flow)).ToList();
        if (offered.Count == 0)
        {
            return Displayed(AuthorizationRules.ConnectorNoneForClient, client!, flow,
                "There is no way to sign in to this application.", "Tell whoever runs the application.");
        }

        var asked = parameters[ParameterNames.ConnectorId];
        if (asked.Length > 0)
        {
            return offered.Exists(connector => connector.Id == asked)
                ? ToConnector(policy.Issuer, asked, parameters)
                : Displayed(AuthorizationRules.ConnectorNotOffered, client!, asked,
                    "The application asked for a way to sign in that is not available to it.", "Tell whoever runs the application.");
        }

        if (offered is [var only] && !policy.File.AlwaysShowsChooser)
        {
            return ToConnector(policy.Issuer, only.Id, parameters);
        }

        return PromptReader.Prompt(parameters[ParameterNames.Prompt]) is [PromptReader.None]
            ? await RefuseSilentlyAsync(parameters, address, ct)
            : Choose(client!, offered, parameters, policy.Issuer);
    }

    // F-15: without a session nobody can be signed in without seeing a page.
    private async ValueTask<FlowOutcome> RefuseSilentlyAsync(AuthorizationParameters parameters, string address, CancellationToken ct)
    {
        var validation = await validator.ValidateAsync(parameters, UnknownClientStatus, address, ct);
        return validation.Failed ? validation.Failure : AuthorizationStart.LoginRequired(validation, policies.Current.Issuer);
    }

    private static ChooserShown Choose(
        Client client, List<ConnectorDescription> offered, AuthorizationParameters parameters, Issuer issuer) => new(
        client,
        RedirectUriRules.Accepts(client, parameters[ParameterNames.RedirectUri])
            ? new Delivery(parameters[ParameterNames.RedirectUri], ResponseMode.Query, "").Host
            : "",
        [
            .. offered.OrderBy(connector => connector.Name, StringComparer.OrdinalIgnoreCase)
                .Select(connector => new ConnectorLink(connector, StepAddress.Connector(issuer, connector.Id, parameters.ToQuery()))),
        ]);

    private static Onward ToConnector(Issuer issuer, string id, AuthorizationParameters parameters) =>
        new(StepAddress.Connector(issuer, id, parameters.Without(ParameterNames.ConnectorId).ToQuery()), 302);

    private static DisplayedFailure Displayed(RefusalRule rule, Client client, string received, string sentence, string advice) =>
        new(new OAuthError(rule, received: received) { ClientId = client.Id, ClientIsKnown = true }, rule.Status, sentence, advice);
}
