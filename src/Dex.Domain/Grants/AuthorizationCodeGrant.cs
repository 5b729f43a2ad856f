using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 6749 section 4.1.3: redeems a code that the authorization endpoint gave out, once. Who the person is, what was asked for and when
/// they signed in all come from the code; the request adds nothing.
/// </summary>
public sealed partial class AuthorizationCodeGrant(
    CodeRedemption redemption, PersonTokenIssuer issuer, IConnectorDirectory connectors, PersonGate people,
    ILogger<AuthorizationCodeGrant> logger) : Grant
{
    public override string Type => GrantTypes.AuthorizationCode;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var presentation = new CodePresentation(
            request.Form.Text(ParameterNames.Code), caller.Client.Id, request.Form.Text(ParameterNames.RedirectUri),
            request.Form.Text(ParameterNames.CodeVerifier));

        // Noted in the act that spends the code, so that a second use finds what to take back, whenever it comes.
        var reserved = issuer.Reserve(caller.Client);
        var redeemed = await redemption.RedeemAsync(presentation, [reserved.AccessToken, reserved.IdToken], ct);
        if (redeemed.Failed)
        {
            return redeemed.Error;
        }

        var code = redeemed.Value;
        if (await WhyRefusedAsync(code, ct) is { } refusal)
        {
            return refusal;
        }

        var tokens = await issuer.IssueAsync(
            new PersonIssuance(caller.Client, code.Person, code.ConnectorId, code.Scopes)
            {
                Nonce = code.Nonce,
                AuthTime = code.AuthTime,
                Code = presentation.Code,
                AccessTokenId = reserved.AccessToken.Id,
                IdTokenId = reserved.IdToken.Id,
            },
            ct);
        return tokens.Failed ? tokens.Error : new TokenResponse(tokens.Value.AccessToken!, tokens.Value.Lifetime) { IdToken = tokens.Value.IdToken };
    }

    // The code is spent by now (protocol 5.3.1, row 7): what is wrong here is wrong with the person, not with who asks.
    private async ValueTask<OAuthError?> WhyRefusedAsync(AuthorizationCode code, CancellationToken ct)
    {
        if (!await OpensAsync(code.ConnectorId, ct))
        {
            return new OAuthError(CodeRules.ConnectorUnavailable, "The code cannot be redeemed at the moment.", received: code.ConnectorId);
        }

        return await people.WhyRefusedAsync(code.ConnectorId, code.Person.UserId, "The code can no longer be redeemed.", ct);
    }

    private async ValueTask<bool> OpensAsync(string connectorId, CancellationToken ct)
    {
        try
        {
            return await connectors.OpenAsync(connectorId, ct) is not null;
        }
        catch (ConnectorException failure)
        {
            LogUnavailable(failure, connectorId);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to open connector {connector_id}")]
    private partial void LogUnavailable(Exception failure, string connector_id);
}
