using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// Asks the connector what it knows of a person by now. It is asked for all that was granted, however little a request wants, so that
/// what is kept of the person stays whole.
/// </summary>
public sealed partial class ConnectorRefresh(ILogger<ConnectorRefresh> logger)
{
    /// <summary>Of the whole question, all calls that the connector makes for it included. Real time.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    private const string Refused = "The person can no longer be confirmed.";

    /// <returns>The person; a connector that cannot refresh leaves what was known. The user id is always that of the sign-in.</returns>
    public async Task<Result<UpstreamIdentity>> AskAsync(IConnector connector, RefreshToken token)
    {
        ArgumentNullException.ThrowIfNull(connector);
        ArgumentNullException.ThrowIfNull(token);
        var known = new UpstreamIdentity(token.Person, token.ConnectorData);
        if (connector is not IRefreshConnector refreshable)
        {
            return known;
        }

        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var fresh = await refreshable.RefreshAsync(ConnectorScopes.Of(token.Scopes), known, limit.Token);

            // The subject of the tokens is made of the user id; one that changed would be another person to every application (F-28).
            return fresh.Claims.UserId == token.Person.UserId
                ? fresh
                : new OAuthError(RefreshTokenRules.SubjectChanged, Refused, token.Person.UserId, fresh.Claims.UserId);
        }
        catch (ConnectorException failure) when (failure is UpstreamDeniedException or RequiredGroupsException)
        {
            LogRefused(failure, token.ConnectorId, token.ClientId, RefusalText.Clip(token.Person.UserId));
            return new OAuthError(RefreshTokenRules.UpstreamRefused, Refused, received: token.ConnectorId);
        }
        catch (Exception failure) when (failure is ConnectorException || (failure is OperationCanceledException && limit.IsCancellationRequested))
        {
            LogFailed(failure, token.ConnectorId, token.ClientId, RefusalText.Clip(token.Person.UserId));
            return new OAuthError(RefreshTokenRules.UpstreamFailed, received: token.ConnectorId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "connector refused to refresh identity {connector_id} {client_id} {user_id}")]
    private partial void LogRefused(Exception failure, string connector_id, string client_id, string user_id);

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to refresh identity {connector_id} {client_id} {user_id}")]
    private partial void LogFailed(Exception failure, string connector_id, string client_id, string user_id);
}
