using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Connectors;

/// <summary>A password connector behind <see cref="PasswordLimits"/>, which also logs each failed attempt once.</summary>
public class LimitedPasswordConnector : IPasswordConnector
{
    private readonly IPasswordConnector _inner;
    private readonly PasswordLimits _limits;
    private readonly ILogger _logger;

    private LimitedPasswordConnector(IPasswordConnector inner, PasswordLimits limits, ILogger logger) =>
        (_inner, _limits, _logger) = (inner, limits, logger);

    public ConnectorDescription Description => _inner.Description;

    public string Prompt => _inner.Prompt;

    /// <summary>The connector itself when it takes no passwords; else one that can do the same and is limited.</summary>
    public static IConnector Around(IConnector connector, PasswordLimits limits, ILogger logger) => connector switch
    {
        IPasswordConnector password and IRefreshConnector refresh => new Refreshable(password, refresh, limits, logger),
        IPasswordConnector password => new LimitedPasswordConnector(password, limits, logger),
        _ => connector,
    };

    public async Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var user = RefusalText.Clip(attempt.Username);
        if (_limits.Begin(Description.Id, attempt) is { } wait)
        {
            return new OAuthError(RefusalRules.LimitSignIns, received: attempt.Username) { RetryAfter = wait };
        }

        Result<UpstreamIdentity> login;
        try
        {
            login = await _inner.LoginAsync(scopes, attempt, ct);
        }
        catch
        {
            _limits.TakeBack(Description.Id, attempt);
            throw;
        }

        if (!login.Failed)
        {
            _limits.Succeed(Description.Id, attempt);
        }
        else if (login.Error.Rule == RefusalRules.LoginLocked)
        {
            ConnectorLog.Locked(_logger, Description.Id, user);
        }
        else
        {
            ConnectorLog.Failed(_logger, user, Description.Id);
        }

        return login;
    }

    private sealed class Refreshable(IPasswordConnector inner, IRefreshConnector refresh, PasswordLimits limits, ILogger logger)
        : LimitedPasswordConnector(inner, limits, logger), IRefreshConnector
    {
        public Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct) =>
            refresh.RefreshAsync(scopes, known, ct);
    }
}

/// <summary>The lines about connectors that operators search for.</summary>
internal static partial class ConnectorLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "failed login attempt: Invalid credentials. {user} {connector_id}")]
    public static partial void Failed(ILogger logger, string user, string connector_id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "login rejected for locked account {connector_id} {user}")]
    public static partial void Locked(ILogger logger, string connector_id, string user);
}
