using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 8693, as far as dex has it: a token of an upstream provider for one of ours about the same person. One token is issued, whichever
/// was asked for; nothing is stored, and nothing can be refreshed.
/// </summary>
public sealed partial class TokenExchangeGrant(
    ConnectorGate gate, PersonGate people, PersonTokenIssuer issuer, IClientDirectory clients, ILogger<TokenExchangeGrant> logger) : Grant
{
    public override string Type => GrantTypes.TokenExchange;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var exchange = ExchangeRequest.Of(request.Form);
        IConnector? connector = null;
        if (exchange.ConnectorId.Length > 0)
        {
            var opened = await gate.OpenAsync(caller.Client, exchange.ConnectorId, Type, ct);
            if (opened.Failed)
            {
                return opened.Error;
            }

            connector = opened.Value;
        }

        if (exchange.WhyRefused(connector) is { } refusal)
        {
            return refusal;
        }

        var person = await IdentifyAsync((ITokenIdentityConnector)connector!, exchange, ct);
        if (person.Failed)
        {
            return person.Error;
        }

        var late = await people.WhyRefusedAsync(exchange.ConnectorId, person.Value.Claims.UserId, "The subject token cannot be exchanged.", ct)
            ?? await ScopePolicy.ForExchange.CheckAsync(request.Scopes, caller.Client, clients, ct);
        return late ?? await IssueAsync(exchange, person.Value, caller, request.Scopes, ct);
    }

    private async Task<Result<UpstreamIdentity>> IdentifyAsync(ITokenIdentityConnector connector, ExchangeRequest exchange, CancellationToken ct)
    {
        try
        {
            return await connector.IdentifyAsync(exchange.SubjectTokenType, exchange.SubjectToken, ct);
        }
        catch (ConnectorException failure)
        {
            LogRefused(failure, exchange.ConnectorId);
            return new OAuthError(ExchangeRules.SubjectRefused, received: exchange.SubjectTokenType);
        }
    }

    private async Task<Result<TokenResponse>> IssueAsync(
        ExchangeRequest exchange, UpstreamIdentity person, AuthenticatedClient caller, IReadOnlyList<string> scopes, CancellationToken ct)
    {
        var client = caller.Client;
        var wantsIdToken = exchange.RequestedTokenType == TokenTypes.IdToken;
        var claims = person.Claims;
        var tokens = await issuer.IssueAsync(
            new PersonIssuance(client, claims, exchange.ConnectorId, scopes) { AccessToken = !wantsIdToken, IdToken = wantsIdToken, Trial = caller.Trial }, ct);
        if (tokens.Failed)
        {
            return tokens.Error;
        }

        LogSucceeded(exchange.ConnectorId, client.Id, claims.UserId, claims.Username, claims.PreferredUsername, claims.LoggedEmail,
            claims.LoggedGroups, exchange.SubjectTokenType, exchange.RequestedTokenType);
        return new TokenResponse((tokens.Value.AccessToken ?? tokens.Value.IdToken)!, tokens.Value.Lifetime)
        {
            IssuedTokenType = exchange.RequestedTokenType,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "token exchange successful {connector_id} {client_id} {user_id} {username} "
        + "{preferred_username} {email} {groups} {subject_token_type} {requested_token_type}")]
    private partial void LogSucceeded(
        string connector_id, string client_id, string user_id, string username, string preferred_username, string email, string groups,
        string subject_token_type, string requested_token_type);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to verify subject token {connector_id}")]
    private partial void LogRefused(Exception failure, string connector_id);
}
