using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.14, refresh token protection: where the grant is not served there is no refresh token to protect.</summary>
public sealed class RefreshTokenTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("code")]
    [InlineData("code id_token token")]
    public async Task Asking_for_offline_access_gives_no_refresh_token(string responseType)
    {
        var answer = await SignInAsync(Asking.Of("app").With(("scope", "openid offline_access"), ("response_type", responseType), ("nonce", "n")));

        var tokens = await Dex.TokensAsync("app", answer.Code);

        Assert.DoesNotContain("refresh_token", tokens.Names());
        Assert.Equal("", answer["refresh_token"]);
    }

    [Fact]
    public async Task No_refresh_token_is_taken_and_none_is_announced()
    {
        var tokens = await Dex.TokensAsync("app", await CodeAsync(Asking.Of("app")));
        using var answer = await Dex.PostAsync(
            "/token", [("grant_type", "refresh_token"), ("refresh_token", tokens.Text("access_token"))], DexServer.Basic("app", "app-secret"));
        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        var document = await discovery.ReadJsonAsync();

        Assert.Equal((400, "unsupported_grant_type"), await answer.ReadRefusalAsync());
        Assert.DoesNotContain("refresh_token", document.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()));
        Assert.DoesNotContain("offline_access", document.GetProperty("scopes_supported").EnumerateArray().Select(scope => scope.GetString()));
    }
}
