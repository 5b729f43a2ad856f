using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.3 over HTTP: a code is exchanged for tokens by the client it was issued to, once.</summary>
public sealed class AuthorizationCodeGrantTests(SignInServer shared) : SignInTest(shared)
{
    // RFC 7636 appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly (string, string?)[] Bound = [("code_challenge", Challenge), ("code_challenge_method", "S256")];

    [Fact]
    public async Task The_answer_has_two_tokens_and_is_not_to_be_stored()
    {
        var code = await CodeAsync(changes: ("scope", "openid offline_access email"));

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        var body = await answer.ReadJsonAsync();
        Assert.Equal(["access_token", "token_type", "expires_in", "id_token"], body.Names());
        Assert.Equal(("bearer", 86400), (body.GetProperty("token_type").GetString(), body.GetProperty("expires_in").GetInt32()));
        Assert.Equal(
            (200, "application/json", "no-store", "no-cache"),
            ((int)answer.StatusCode, answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
        Assert.Equal($"{(await answer.ReadTextAsync()).Length}", answer.Header("Content-Length"));
    }

    [Fact]
    public async Task A_client_may_authenticate_in_the_body()
    {
        using var request = await Dex.PostAsync("/token",
            [("grant_type", "authorization_code"), ("code", await CodeAsync()), ("redirect_uri", SignInServer.RedirectUriOf(SignInServer.Web)),
                ("client_id", SignInServer.Web), ("client_secret", "web-secret")]);

        Assert.Equal(200, (int)request.StatusCode);
    }

    [Fact]
    public async Task What_the_request_says_of_scope_and_nonce_means_nothing()
    {
        var code = await CodeAsync(changes: ("scope", "openid"));

        using var answer = await Dex.RedeemAsync(
            SignInServer.Web, code, ("scope", "openid email bogus"), ("nonce", "other"), ("code_challenge_method", "plain"));

        var claims = Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("id_token").GetString()!);
        Assert.Equal(("n1", false), (claims.GetProperty("nonce").GetString(), claims.TryGetProperty("email", out _)));
    }

    [Fact]
    public async Task A_code_in_the_query_does_not_count()
    {
        var code = await CodeAsync();

        using var answer = await Dex.PostAsync(
            $"/token?code={code}", [("grant_type", "authorization_code"), ("redirect_uri", SignInServer.RedirectUriOf(SignInServer.Web))],
            DexServer.Basic(SignInServer.Web, "web-secret"));

        Assert.Equal("code.missing", Dex.RefusalOf(answer).Rule.Id);
    }

    [Theory]
    [InlineData(SignInServer.Native)]
    [InlineData(SignInServer.Spa)]
    public async Task A_public_client_redeems_by_its_id_and_its_verifier(string client)
    {
        var code = await CodeAsync(client, Bound);

        using var without = await Dex.RedeemAsync(client, code);
        using var with = await Dex.RedeemAsync(client, code, ("code_verifier", Verifier));

        Assert.Equal((400, 200), ((int)without.StatusCode, (int)with.StatusCode));
        Assert.Equal(client, Answers.PayloadOf((await with.ReadJsonAsync()).GetProperty("id_token").GetString()!).GetProperty("aud").GetString());
    }

    [Theory]
    [InlineData("S256", Challenge, Verifier, true)]
    [InlineData("S256", Verifier, Verifier, false)]
    [InlineData("S256", Challenge, Challenge, false)]
    [InlineData("plain", Verifier, Verifier, true)]
    [InlineData("plain", Challenge, Verifier, false)]
    [InlineData(null, Verifier, Verifier, true)]
    [InlineData(null, Challenge, Verifier, false)]
    public async Task A_verifier_is_compared_by_the_method_of_the_request(string? method, string challenge, string verifier, bool fits)
    {
        var code = await CodeAsync(changes: [("code_challenge", challenge), ("code_challenge_method", method)]);

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", verifier), ("code_challenge_method", "plain"));

        Assert.Equal(fits ? 200 : 400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Of_many_who_redeem_a_code_at_once_one_gets_tokens_and_they_are_taken_back()
    {
        var code = await CodeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Dex.RedeemAsync(SignInServer.Web, code)));

        var winner = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers.Where(answer => answer != winner), answer => Assert.Equal("code.redeemed_twice", Dex.RefusalOf(answer).Rule.Id));
        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {(await winner.ReadJsonAsync()).GetProperty("access_token").GetString()}");
        Assert.Equal("bearer.revoked", Dex.RefusalOf(userInfo).Rule.Id);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_second_use_takes_back_what_the_first_was_given_and_nothing_else()
    {
        var code = await CodeAsync(changes: Bound);
        using var other = await Dex.RedeemAsync(SignInServer.Web, await CodeAsync());
        using var first = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", Verifier));

        // Who has the code and not the verifier cannot take anything from anybody.
        using var thief = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", "guessed"));
        Assert.Equal(["active", "active"], await StandingAsync(first));

        using var second = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", Verifier));
        Assert.Equal((400, "invalid_grant"), await second.ReadRefusalAsync());
        Assert.Equal(["taken back", "taken back"], await StandingAsync(first));
        Assert.Equal(["active", "active"], await StandingAsync(other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_is_closed_or_narrowed_meanwhile_gets_nothing_until_it_is_opened_again(bool disabled)
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}");
        var code = await CodeAsync(client.Id);
        var changed = await Dex.ChangeAsync(client, now => disabled ? now with { Enabled = false } : now with { AllowedGrantTypes = ["implicit"] });

        using var refused = await Dex.RedeemAsync(client.Id, code);
        Assert.Equal(disabled ? (401, "invalid_client") : (400, "unauthorized_client"), await refused.ReadRefusalAsync());
        Assert.Equal(disabled ? "client.disabled" : "grant.disabled_by_client", Dex.RefusalOf(refused).Rule.Id);

        await Dex.ChangeAsync(changed, _ => client);
        using var granted = await Dex.RedeemAsync(client.Id, code);
        Assert.Equal(200, (int)granted.StatusCode);
    }

    [Fact]
    public async Task Which_connectors_a_client_allows_was_decided_at_the_authorization_endpoint()
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}");
        var code = await CodeAsync(client.Id);
        await Dex.ChangeAsync(client, now => now with { AllowedConnectors = ["pass"], RedirectUris = [] });

        using var answer = await Dex.RedeemAsync(client.Id, code);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_client_with_a_lifetime_of_its_own_gets_tokens_of_that_length()
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}", made => made with { TokenLifetime = TimeSpan.FromMinutes(7) });

        using var answer = await Dex.RedeemAsync(client.Id, await CodeAsync(client.Id));

        var body = await answer.ReadJsonAsync();
        var claims = Answers.PayloadOf(body.GetProperty("access_token").GetString()!);
        Assert.Equal(
            (420, 420),
            (body.GetProperty("expires_in").GetInt32(), claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()));
    }

    [Theory]
    [InlineData("/token")]
    [InlineData("/token/introspect")]
    public async Task Nobody_can_be_the_console_there(string route)
    {
        using var answer = await Dex.PostAsync(
            route, [("grant_type", "authorization_code"), ("code", "x"), ("token", "x"), ("client_id", "dex-console")]);

        Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
        Assert.Equal("client.unknown", Dex.RefusalOf(answer).Rule.Id);
    }

    private async Task<string> CodeAsync(string client = SignInServer.Web, params (string Name, string? Value)[] changes) =>
        (await SignInAsync(client, SignInServer.Mock, changes)).Code;

    // What userinfo and introspection both say of the access token and of the ID token.
    private async Task<string[]> StandingAsync(HttpResponseMessage redeemed)
    {
        var body = await redeemed.ReadJsonAsync();
        var standing = new List<string>();
        foreach (var token in new[] { body.GetProperty("access_token").GetString()!, body.GetProperty("id_token").GetString()! })
        {
            using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {token}");
            using var introspected = await Dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("peer", "peer-secret"));
            var active = (await introspected.ReadJsonAsync()).GetProperty("active").GetBoolean();
            Assert.Equal(active, userInfo.IsSuccessStatusCode);
            Assert.True(active || Dex.RefusalOf(userInfo).Rule.Id == "bearer.revoked");
            standing.Add(active ? "active" : "taken back");
        }

        return [.. standing];
    }
}
