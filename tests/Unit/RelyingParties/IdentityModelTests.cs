using Dex.Domain.Protocol;
using Dex.Tests.Unit.Hosting;
using Duende.IdentityModel.Client;
using Xunit;

namespace Dex.Tests.Unit.RelyingParties;

/// <summary>
/// A client library that we did not write, at every endpoint that machines, devices and applications call: it reads discovery, judges it
/// by its own rules, and uses each grant as its authors understood the RFC.
/// </summary>
public sealed class IdentityModelTests(GrantServer grants) : IClassFixture<GrantServer>
{
    private const string Client = SignInServer.Web;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_takes_the_discovery_document_as_it_is()
    {
        var document = await DiscoverAsync();

        Assert.False(document.IsError, document.Error);
        Assert.EndsWith("/token/revoke", document.RevocationEndpoint, StringComparison.Ordinal);
        Assert.EndsWith("/device/code", document.DeviceAuthorizationEndpoint, StringComparison.Ordinal);
        Assert.Equal(document.GrantTypesSupported.Order(StringComparer.Ordinal), document.GrantTypesSupported);
    }

    [Fact]
    public async Task It_gets_a_machine_token_and_sees_it_alive()
    {
        var document = await DiscoverAsync();
        var http = grants.Dex.Http;
        using var asked = Prepared(new ClientCredentialsTokenRequest(), document.TokenEndpoint);
        var token = await http.RequestClientCredentialsTokenAsync(asked, Ct);

        Assert.False(token.IsError, token.Error);
        Assert.True((await IntrospectAsync(http, document, token.AccessToken!)).IsActive);
    }

    [Fact]
    public async Task It_signs_in_with_a_password_refreshes_and_takes_the_token_back()
    {
        var document = await DiscoverAsync();
        var http = grants.Dex.Http;
        using var asked = Prepared(
            new PasswordTokenRequest { UserName = "kilgore", Password = "trout", Scope = "openid offline_access" }, document.TokenEndpoint);
        var signedIn = await http.RequestPasswordTokenAsync(asked, Ct);
        Assert.False(signedIn.IsError, signedIn.Error);

        var refreshed = await RefreshAsync(http, document, signedIn.RefreshToken!);
        Assert.False(refreshed.IsError, refreshed.Error);
        Assert.NotEqual(signedIn.RefreshToken, refreshed.RefreshToken);
        Assert.True((await IntrospectAsync(http, document, refreshed.RefreshToken!)).IsActive);

        using var revocation = Prepared(new TokenRevocationRequest { Token = refreshed.RefreshToken!, TokenTypeHint = "refresh_token" }, document.RevocationEndpoint);
        Assert.False((await http.RevokeTokenAsync(revocation, Ct)).IsError);

        Assert.Equal("invalid_grant", (await RefreshAsync(http, document, refreshed.RefreshToken!)).Error);
        Assert.False((await IntrospectAsync(http, document, refreshed.RefreshToken!)).IsActive);
        Assert.False((await IntrospectAsync(http, document, refreshed.AccessToken!)).IsActive);
        using var userInfo = new UserInfoRequest { Address = document.UserInfoEndpoint, Token = refreshed.AccessToken };
        Assert.True((await http.GetUserInfoAsync(userInfo, Ct)).IsError);
    }

    [Fact]
    public async Task It_exchanges_a_token_of_an_upstream_provider()
    {
        var document = await DiscoverAsync();
        var http = grants.Dex.Http;
        using var asked = Prepared(
            new TokenExchangeTokenRequest { SubjectToken = "upstream-token", SubjectTokenType = TokenTypes.IdToken, Scope = "openid" }, document.TokenEndpoint);
        asked.Parameters.Add("connector_id", SignInServer.Mock);
        var exchanged = await http.RequestTokenExchangeTokenAsync(asked, Ct);

        Assert.False(exchanged.IsError, exchanged.Error);
        Assert.Equal(TokenTypes.AccessToken, exchanged.IssuedTokenType);
    }

    [Fact]
    public async Task It_asks_as_a_device_and_is_told_to_wait()
    {
        var document = await DiscoverAsync();
        var http = grants.Dex.Http;
        using var asked = Prepared(new DeviceAuthorizationRequest { Scope = "openid" }, document.DeviceAuthorizationEndpoint);
        var device = await http.RequestDeviceAuthorizationAsync(asked, Ct);
        Assert.False(device.IsError, device.Error);

        using var poll = Prepared(new DeviceTokenRequest { DeviceCode = device.DeviceCode! }, document.TokenEndpoint);

        Assert.Equal("authorization_pending", (await http.RequestDeviceTokenAsync(poll, Ct)).Error);
    }

    private static T Prepared<T>(T request, string? address)
        where T : ProtocolRequest
    {
        request.Address = address;
        request.ClientId = Client;
        request.ClientSecret = SignInServer.SecretOf(Client);
        request.ClientCredentialStyle = ClientCredentialStyle.AuthorizationHeader;
        request.AuthorizationHeaderStyle = BasicAuthenticationHeaderStyle.Rfc6749;
        return request;
    }

    private static async Task<TokenResponse> RefreshAsync(HttpClient http, DiscoveryDocumentResponse document, string refreshToken)
    {
        using var request = Prepared(new RefreshTokenRequest { RefreshToken = refreshToken }, document.TokenEndpoint);
        return await http.RequestRefreshTokenAsync(request, Ct);
    }

    private static async Task<TokenIntrospectionResponse> IntrospectAsync(HttpClient http, DiscoveryDocumentResponse document, string token)
    {
        using var request = Prepared(new TokenIntrospectionRequest { Token = token }, document.IntrospectionEndpoint);
        return await http.IntrospectTokenAsync(request, Ct);
    }

    private async Task<DiscoveryDocumentResponse> DiscoverAsync()
    {
        var http = grants.Dex.Http;
        using var request = new DiscoveryDocumentRequest { Address = grants.Dex.Issuer, Policy = { RequireHttps = false } };
        return await http.GetDiscoveryDocumentAsync(request, Ct);
    }
}
