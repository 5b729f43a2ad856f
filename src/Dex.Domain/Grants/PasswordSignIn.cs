using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Grants;

/// <summary>A person who signed in by the password that an application sent, and the connector that knows them.</summary>
public sealed record SignedInByPassword(IConnector Connector, UpstreamIdentity Person);

/// <summary>
/// The sign-in inside the password grant (protocol 5.6, rows 3 to 6): the same connector, limits, locks, blocks and record as on the
/// password page, so that the grant is no way around any of them.
/// </summary>
public sealed partial class PasswordSignIn(
    IServerPolicySource policies, ConnectorGate gate, LoginRecord logins, TimeProvider clock, ILogger<PasswordSignIn> logger)
{
    public async Task<Result<SignedInByPassword>> SignInAsync(TokenRequest request, Client client, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var opened = await gate.OpenAsync(client, policies.Current.File.PasswordConnector, GrantTypes.Password, ct);
        if (opened.Failed)
        {
            return opened.Error;
        }

        if (opened.Value is not IPasswordConnector connector)
        {
            return new OAuthError(PasswordRules.ConnectorKind, "The connector is not available for this request.", "a connector that takes passwords",
                opened.Value.Description.Id);
        }

        var login = await LoginAsync(connector, request, ct);
        return login.Failed ? login.Error : await AdmitAsync(connector, login.Value, ct);
    }

    private async Task<Result<UpstreamIdentity>> LoginAsync(IPasswordConnector connector, TokenRequest request, CancellationToken ct)
    {
        var attempt = PasswordAttempt.Of(
            request.Form.Text(ParameterNames.Username), request.Form.Text(ParameterNames.Password), request.Address);
        try
        {
            var login = await connector.LoginAsync(ConnectorScopes.Of(request.Scopes), attempt, ct);
            return login.Failed ? Told(login.Error) : login;
        }
        catch (ConnectorException failure)
        {
            LogFailed(failure, connector.Description.Id);
            return new OAuthError(PasswordRules.CheckFailed, "The login could not be done.", received: connector.Description.Id);
        }
    }

    private async Task<Result<SignedInByPassword>> AdmitAsync(IConnector connector, UpstreamIdentity person, CancellationToken ct)
    {
        var (now, id) = (clock.GetUtcNow(), connector.Description.Id);
        if (await logins.IsBlockedAsync(id, person.Claims.UserId, now, ct))
        {
            return new OAuthError(CodeRules.PersonBlocked, "The person cannot sign in here.");
        }

        await logins.KeepAsync(id, person.Claims, now, ct);
        return new SignedInByPassword(connector, person);
    }

    // The connector says what an administrator may know; an application needs a sentence for its person.
    private static OAuthError Told(OAuthError refusal) => new(
        refusal.Rule, refusal.RetryAfter is null ? "The user name or the password is wrong." : "Too many failed attempts.", refusal.Expected, refusal.Received)
    {
        RetryAfter = refusal.RetryAfter,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "failed to login user {connector_id}")]
    private partial void LogFailed(Exception failure, string connector_id);
}
