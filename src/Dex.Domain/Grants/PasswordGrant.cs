using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 6749 section 4.3: the application itself asks the person for the password. RFC 9700 section 2.4 advises against it, so it is served
/// only where <c>oauth2.passwordConnector</c> says by which connector.
/// </summary>
public sealed class PasswordGrant(
    PasswordSignIn passwords, PersonTokenIssuer issuer, RefreshTokenIssuance refreshing, IRefreshTokenStore refreshTokens) : Grant
{
    public override string Type => GrantTypes.Password;

    public override ScopePolicy Scopes => ScopePolicy.ForPasswords;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var signedIn = await passwords.SignInAsync(request, caller.Client, ct);
        if (signedIn.Failed)
        {
            return signedIn.Error;
        }

        var (connector, person) = signedIn.Value;
        var reserved = issuer.Reserve(caller.Client);
        var offline = refreshing.Prepare(
            new OfflineRequest(caller.Client, person.Claims, [.. request.Scopes], Type) 
            {
                ConnectorData = person.ConnectorData,
                Nonce = request.Nonce,
                Trial = caller.Trial,
            },
            connector, reserved);
        var tokens = await issuer.IssueAsync(
            new PersonIssuance(caller.Client, person.Claims, connector.Description.Id, request.Scopes)
            {
                Nonce = request.Nonce,
                Trial = caller.Trial,
                AccessTokenId = reserved.AccessToken.Id,
                IdTokenId = reserved.IdToken.Id,
            },
            ct);
        if (tokens.Failed)
        {
            return tokens.Error;
        }

        // Last, so that nothing is kept of an answer that nobody got.
        if (offline is not null)
        {
            await refreshTokens.AddAsync(offline, ct);
        }

        return new TokenResponse(tokens.Value.AccessToken!, tokens.Value.Lifetime) { IdToken = tokens.Value.IdToken, RefreshToken = offline?.Text };
    }
}
