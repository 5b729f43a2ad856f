using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Users;

namespace Dex.Infrastructure.Connectors.Local;

/// <summary>
/// The password database as a connector. Where it is not enabled for applications it knows administrators' accounts only, so that the way
/// into the console stays open whatever the file says.
/// </summary>
internal sealed class LocalConnector(LocalLogin login, bool isEnabled) : IPasswordConnector, IRefreshConnector
{
    public ConnectorDescription Description { get; } = new(ConnectorDescription.Local, ConnectorDescription.Local, "Email");

    public string Prompt => "E-mail address";

    public async Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct)
    {
        var user = await login.SignInAsync(attempt.Username, attempt.Password, Admits, ct);
        if (user.Failed)
        {
            return user.Error;
        }

        return user.Value.UserId.Length > 0
            ? new UpstreamIdentity(ClaimsOf(user.Value, new PersonClaims { UserId = user.Value.UserId, Email = user.Value.Email }))

            // Everybody without an id would be one and the same person to every application.
            : throw new ConnectorException("the account has no user id; give it one (userID)");
    }

    public async Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct)
    {
        var user = await login.FindAgainAsync(known.Claims.Email, known.Claims.UserId, Admits, ct)
            ?? throw new UpstreamDeniedException("user not found");
        return known with { Claims = ClaimsOf(user, known.Claims) };
    }

    private bool Admits(LocalUser user) => isEnabled || user.IsAdministrator;

    private static PersonClaims ClaimsOf(LocalUser user, PersonClaims before) => before with
    {
        Username = user.Name.Length > 0 ? user.Name : user.Username,
        PreferredUsername = user.PreferredUsername,
        EmailVerified = user.EmailVerified,
        Groups = user.Groups,
    };
}
