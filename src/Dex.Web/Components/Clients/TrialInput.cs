using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Domain.Trials;

namespace Dex.Web.Components.Clients;

/// <summary>What an administrator typed for a trial. Passwords and tokens in it are forgotten once they were sent.</summary>
public sealed class TrialInput
{
    public string GrantType { get; set; } = GrantTypes.ClientCredentials;

    public ClientAuthenticationMethod Method { get; set; } = ClientAuthenticationMethod.ClientSecretBasic;

    /// <summary>In the order in which they are sent.</summary>
    public List<string> Scopes { get; } = [KnownScopes.OpenId, KnownScopes.Profile];

    public string Nonce { get; set; } = "";

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    public string ConnectorId { get; set; } = "";

    public string SubjectToken { get; set; } = "";

    public string SubjectTokenType { get; set; } = TokenTypes.IdToken;

    public string RequestedTokenType { get; set; } = TokenTypes.AccessToken;

    /// <summary>True for the grants whose request can carry a nonce.</summary>
    public bool HasNonce => GrantType is GrantTypes.ClientCredentials or GrantTypes.Password;

    private string Scope => string.Join(' ', Scopes);

    /// <summary>The request of a grant that needs no person at a browser.</summary>
    /// <param name="refreshToken">Of the trial before; empty when there is none.</param>
    public TrialRequest ToRequest(string clientId, string refreshToken)
    {
        TrialField[] fields = GrantType switch
        {
            GrantTypes.Password =>
            [
                new(ParameterNames.Username, Username), new(ParameterNames.Password, Password, IsSecret: true), new(ParameterNames.Scope, Scope),
                new(ParameterNames.Nonce, Nonce.Trim()),
            ],
            GrantTypes.TokenExchange =>
            [
                new(ParameterNames.ConnectorId, ConnectorId), new(ParameterNames.SubjectToken, SubjectToken.Trim(), IsSecret: true),
                new(ParameterNames.SubjectTokenType, SubjectTokenType), new(ParameterNames.RequestedTokenType, RequestedTokenType), new(ParameterNames.Scope, Scope),
            ],
            GrantTypes.RefreshToken => [new(ParameterNames.RefreshToken, refreshToken, IsSecret: true), new(ParameterNames.Scope, Scope)],
            _ => [new(ParameterNames.Scope, Scope), new(ParameterNames.Nonce, Nonce.Trim())],
        };
        return TrialRequest.ForGrant(clientId, Method, GrantType, fields);
    }

    public TrialRequest ToDeviceRequest(string clientId) => TrialRequest.ForDevice(clientId, Method, Scope);

    /// <summary>Forgets what opens anything.</summary>
    public void Forget() => (Password, SubjectToken) = ("", "");
}
