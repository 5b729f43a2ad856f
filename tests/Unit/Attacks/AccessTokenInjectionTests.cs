using System.Text.Json;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.6, access token injection: the ID token is tied to the access token and the code beside it, whoever is shown a token
/// can learn for whom it is, and nothing that we sign for another purpose passes for one.
/// </summary>
public sealed class AccessTokenInjectionTests(AttackedServer server) : AttackTest(server)
{
    [Fact]
    public async Task The_id_token_of_an_answer_is_tied_to_the_token_and_the_code_beside_it()
    {
        var asking = Asking.Of("app").With(("response_type", "code id_token token"), ("nonce", "n"));

        var mine = await SignInAsync(asking);
        var others = await SignInAsync(asking);

        var claims = Answers.PayloadOf(mine["id_token"]);
        Assert.Equal(
            (TokenHash.Of("RS256", mine["access_token"]), TokenHash.Of("RS256", mine.Code)), (claims.Text("at_hash"), claims.Text("c_hash")));
        Assert.NotEqual(TokenHash.Of("RS256", others["access_token"]), claims.Text("at_hash"));
        Assert.NotEqual(TokenHash.Of("RS256", others.Code), claims.Text("c_hash"));
    }

    [Fact]
    public async Task Whoever_asks_about_a_token_learns_for_whom_it_is()
    {
        var tokens = await Dex.TokensAsync("other", await CodeAsync(Asking.Of("other")));

        var told = await IntrospectAsync(tokens.Text("access_token"));

        Assert.Equal((true, "other", "other", Dex.Issuer), (told.GetProperty("active").GetBoolean(), told.Text("client_id"), told.Text("aud"), told.Text("iss")));
    }

    public static TheoryData<string> Forgeries => ["logout", "stranger", "issuer", "expired", "nobody"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_token_of_another_purpose_issuer_or_key_opens_nothing(string kind)
    {
        var token = kind switch
        {
            "logout" => ForgedToken.ByItsKey(Dex, TokenPurpose.Logout, Claims("app")),
            "issuer" => ForgedToken.ByItsKey(Dex, change: claims => claims["iss"] = "https://evil.example"),
            "expired" => ForgedToken.ByItsKey(Dex, change: claims => claims["exp"] = 1),
            "nobody" => ForgedToken.ByItsKey(Dex, change: claims => claims.Remove("jti")),
            _ => ForgedToken.ByAStranger(Dex),
        };

        using var userInfo = await Dex.GetAsync("/userinfo", "Bearer " + token);

        Assert.Equal((401, "invalid_token"), await userInfo.ReadRefusalAsync());
        Assert.Contains("error=\"invalid_token\"", userInfo.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.False((await IntrospectAsync(token)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task The_same_token_with_the_right_purpose_would_pass()
    {
        using var userInfo = await Dex.GetAsync("/userinfo", "Bearer " + ForgedToken.ByItsKey(Dex, change: Claims("app")));

        Assert.Equal(200, (int)userInfo.StatusCode);
    }

    [Fact]
    public async Task A_code_is_no_token_and_a_token_is_no_code()
    {
        var code = await CodeAsync(Asking.Of("app"));
        using var userInfo = await Dex.GetAsync("/userinfo", "Bearer " + code);
        var tokens = await Dex.TokensAsync("app", code);

        Assert.Equal((401, "invalid_token"), await userInfo.ReadRefusalAsync());
        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", tokens.Text("access_token")));
    }

    private static Action<Dictionary<string, object>> Claims(string audience) => claims =>
    {
        claims["aud"] = audience;
        claims["jti"] = Guid.NewGuid().ToString();
    };

    private async Task<JsonElement> IntrospectAsync(string token)
    {
        using var answer = await Dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("app", "app-secret"));
        return await answer.ReadJsonAsync();
    }
}
