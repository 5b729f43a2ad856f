using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 8628 section 3.4: a device comes for what a person allowed it elsewhere, once. The tokens are made now, so that none has been
/// waiting in the database and none is older than the device's interest in it.
/// </summary>
public sealed partial class DeviceCodeGrant(
    DevicePoll poll, IDeviceRequestStore requests, PersonTokenIssuer issuer, RefreshTokenIssuance offline, IConnectorDirectory connectors,
    PersonGate people, ILogger<DeviceCodeGrant> logger) : Grant
{
    public override string Type => GrantTypes.DeviceCode;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var found = await poll.AskAsync(request.Form.Text(ParameterNames.DeviceCode), caller.Client.Id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var device = found.Value;
        var unproved = ProofKey.WhyRefused(device.CodeChallenge, device.CodeChallengeMethod, request.Form.Text(ParameterNames.CodeVerifier));
        return unproved is null ? await IssueAsync(device, device.Approval!, caller, ct) : unproved;
    }

    // Everything is made before the device code is spent, so that what fails here can be tried again; and nobody gets it who was not first.
    private async ValueTask<Result<TokenResponse>> IssueAsync(DeviceRequest device, DeviceApproval approval, AuthenticatedClient caller, CancellationToken ct)
    {
        var client = caller.Client;
        if (await OpenAsync(approval.ConnectorId, ct) is not { } connector)
        {
            return new OAuthError(DeviceRules.ConnectorUnavailable, "The tokens cannot be issued at the moment.", received: approval.ConnectorId);
        }

        if (await people.WhyRefusedAsync(approval.ConnectorId, approval.Person.UserId, "The device code can no longer be used.", ct) is { } blocked)
        {
            return blocked;
        }

        var reserved = issuer.Reserve(client);
        var tokens = await issuer.IssueAsync(
            new PersonIssuance(client, approval.Person, approval.ConnectorId, approval.Scopes)
            {
                AuthTime = approval.AuthTime,
                Code = approval.Code,
                Trial = caller.Trial,
                AccessTokenId = reserved.AccessToken.Id,
                IdTokenId = reserved.IdToken.Id,
            },
            ct);
        if (tokens.Failed)
        {
            return tokens.Error;
        }

        var refreshToken = offline.Prepare(
            new OfflineRequest(client, approval.Person, approval.Scopes, Type)
            {
                ConnectorData = approval.ConnectorData,
                AuthTime = approval.AuthTime,
                Trial = caller.Trial,
            },
            connector,
            reserved);
        return await requests.TryRedeemAsync(device.DeviceCodeHash, refreshToken, ct)
            ? new TokenResponse(tokens.Value.AccessToken!, tokens.Value.Lifetime) { IdToken = tokens.Value.IdToken, RefreshToken = refreshToken?.Text }
            : new OAuthError(DeviceRules.Redeemed, "The device code is used.");
    }

    private async ValueTask<IConnector?> OpenAsync(string connectorId, CancellationToken ct)
    {
        try
        {
            return await connectors.OpenAsync(connectorId, ct);
        }
        catch (ConnectorException failure)
        {
            LogUnavailable(failure, connectorId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to open connector {connector_id}")]
    private partial void LogUnavailable(Exception failure, string connector_id);
}
