using Dex.Domain.Protocol;

namespace Dex.Tests.Unit.Hosting;

/// <summary>Requests for the grants that need no browser, valid for the clients of <see cref="SignInServer"/> until a test changes what matters to it.</summary>
internal static class GrantRequests
{
    /// <summary>A token of the mock connector's provider for an access token of ours.</summary>
    /// <param name="changes">Null takes a parameter out.</param>
    public static Task<HttpResponseMessage> ExchangeAsync(this DexServer dex, string client, params (string Name, string? Value)[] changes) =>
        dex.PostAsClientAsync("/token", client, Parameters.Changed(
            [
                ("grant_type", GrantTypes.TokenExchange), ("connector_id", SignInServer.Mock), ("subject_token", "upstream-token"),
                ("subject_token_type", TokenTypes.IdToken), ("scope", "openid"),
            ],
            changes));

    /// <summary>The right name and password for <see cref="SignInServer.Pass"/>.</summary>
    /// <param name="changes">Null takes a parameter out.</param>
    public static Task<HttpResponseMessage> PasswordAsync(this DexServer dex, string client, params (string Name, string? Value)[] changes) =>
        dex.PostAsClientAsync("/token", client, Parameters.Changed(
            [("grant_type", GrantTypes.Password), ("username", "kilgore"), ("password", "trout"), ("scope", "openid")], changes));

    /// <summary>Confidential clients by a Basic header, public ones by their id.</summary>
    public static Task<HttpResponseMessage> PostAsClientAsync(this DexServer dex, string route, string client, params (string Name, string Value)[] form)
    {
        var secret = SignInServer.SecretOf(client);
        return dex.PostAsync(
            route, secret.Length > 0 ? form : [.. form, ("client_id", client)], secret.Length > 0 ? DexServer.Basic(client, secret) : null);
    }
}
