using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 6749 section 4.1.3: redeems a code that the authorization endpoint gave out, once. Who the person is, what was asked for and when
/// they signed in all come from the code; the request adds nothing.
/// </summary>
public sealed partial class AuthorizationCodeGrant(
    CodeRedemption redemption, PersonTokenIssuer issuer, IConnectorDirectory connectors, PersonGate people, RefreshTokenIssuance refreshTokens,
    IRefreshTokenStore refreshTokenStore, ILogger<AuthorizationCodeGrant> logger) : Grant
{
    public override string Type => GrantTypes.AuthorizationCode;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var presentation = new CodePresentation(
            request.Form.Text(ParameterNames.Code), caller.Client.Id, request.Form.Text(ParameterNames.RedirectUri),
            request.Form.Text(ParameterNames.CodeVerifier));

        // Noted in the act that spends the code, so that a second use finds what to take back, whenever it comes.
        var reserved = issuer.Reserve(caller.Client);
        var opens = false;
        var redeemed = await redemption.RedeemAsync(presentation, [reserved.AccessToken, reserved.IdToken], BeginAsync, ct);
        if (redeemed.Failed)
        {
            return redeemed.Error;
        }

        var (code, refreshToken) = redeemed.Value;
        var answer = await WhyRefusedAsync(code, opens, ct) is { } refusal ? refusal : await IssueAsync(code);
        if (answer.Failed && refreshToken is not null)
        {
            // Nobody was told of it.
            await refreshTokenStore.EndAsync(refreshToken.Token.Id, null, CancellationToken.None);
        }

        return answer;

        async ValueTask<NewRefreshToken?> BeginAsync(AuthorizationCode begun, CancellationToken token)
        {
            var connector = await OpenAsync(begun.ConnectorId, token);
            opens = connector is not null;
            return refreshTokens.Prepare(OfflineRequestOf(begun, caller), connector, reserved);
        }

        async Task<Result<TokenResponse>> IssueAsync(AuthorizationCode spent)
        {
            var tokens = await issuer.IssueAsync(IssuanceOf(spent, presentation.Code, caller, reserved), ct);
            return tokens.Failed ? tokens.Error : new TokenResponse(tokens.Value.AccessToken!, tokens.Value.Lifetime)
            {
                IdToken = tokens.Value.IdToken,
                RefreshToken = refreshToken?.Text,
            };
        }
    }

    private static OfflineRequest OfflineRequestOf(AuthorizationCode code, AuthenticatedClient caller) =>
        new(caller.Client, code.Person, code.Scopes, GrantTypes.AuthorizationCode)
        {
            Trial = caller.Trial,
            ConnectorData = code.ConnectorData,
            Nonce = code.Nonce,
            AuthTime = code.AuthTime,
        };

    private static PersonIssuance IssuanceOf(AuthorizationCode code, string text, AuthenticatedClient caller, ReservedTokens reserved) =>
        new(caller.Client, code.Person, code.ConnectorId, code.Scopes)
        {
            Trial = caller.Trial,
            Nonce = code.Nonce,
            AuthTime = code.AuthTime,
            Code = text,
            AccessTokenId = reserved.AccessToken.Id,
            IdTokenId = reserved.IdToken.Id,
        };

    // The code is spent by now (protocol 5.3.1, row 7): what is wrong here is wrong with the person, not with who asks.
    private async ValueTask<OAuthError?> WhyRefusedAsync(AuthorizationCode code, bool opens, CancellationToken ct) => opens
        ? await people.WhyRefusedAsync(code.ConnectorId, code.Person.UserId, "The code can no longer be redeemed.", ct)
        : new OAuthError(CodeRules.ConnectorUnavailable, "The code cannot be redeemed at the moment.", received: code.ConnectorId);

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
