using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.5, authorization code injection: a code is worth something only with everything else of its own request.</summary>
public sealed class CodeInjectionTests(AttackedServer server) : AttackTest(server)
{
    [Fact]
    public async Task A_code_of_another_client_is_refused_and_stays_its_owners()
    {
        var code = await CodeAsync(Asking.Of("app"));

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("other", code));
        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("other", code, ("redirect_uri", Asking.RedirectUriOf("app"))));
        await Dex.TokensAsync("app", code);
    }

    [Fact]
    public async Task The_refusal_does_not_tell_another_clients_code_from_an_invented_one()
    {
        var code = await CodeAsync(Asking.Of("app"));

        using var foreign = await Dex.BringAsync("other", code);
        using var invented = await Dex.BringAsync("other", "abcdefghijklmnopqrstuvwxy");

        Assert.Equal(await invented.ReadTextAsync(), await foreign.ReadTextAsync());
        Assert.Equal(invented.StatusCode, foreign.StatusCode);
    }

    [Theory]
    [InlineData("https://app.example/second")]
    [InlineData("https://app.example/callback/")]
    [InlineData("https://app.example/Callback")]
    [InlineData("https://evil.example/")]
    [InlineData("")]
    public async Task A_code_of_another_redirect_uri_is_refused(string redirectUri)
    {
        var code = await CodeAsync(Asking.Of("app"));

        Assert.Equal((400, "invalid_request"), await Dex.RefusedAsync("app", code, ("redirect_uri", redirectUri)));
        await Dex.TokensAsync("app", code);
    }

    [Fact]
    public async Task The_verifier_of_another_request_does_not_open_the_code()
    {
        const string mine = "mine-mine-mine-mine-mine-mine-mine-mine-mine-mine";
        var stolen = await CodeAsync(Asking.Of("app").WithPkce());

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", stolen, ("code_verifier", mine)));
        await Dex.TokensAsync("app", stolen, ("code_verifier", Asking.Verifier));
    }

    [Fact]
    public async Task The_nonce_in_the_token_is_the_one_of_the_request_that_the_code_came_from()
    {
        await CodeAsync(Asking.Of("app").With(("nonce", "of the victim")));
        var injected = await CodeAsync(Asking.Of("app").With(("nonce", "of the attacker")));

        var tokens = await Dex.TokensAsync("app", injected, ("nonce", "of the victim"));

        Assert.Equal("of the attacker", Answers.PayloadOf(tokens.Text("id_token")).Text("nonce"));
    }

    [Fact]
    public async Task What_comes_with_the_code_widens_nothing()
    {
        var code = await CodeAsync(Asking.Of("app").With(("scope", "openid")));

        var tokens = await Dex.TokensAsync("app", code, ("scope", "openid email groups offline_access"), ("audience", "other"));

        var claims = Answers.PayloadOf(tokens.Text("access_token"));
        Assert.Equal("app", claims.Text("aud"));
        Assert.DoesNotContain(claims.Names(), name => name is "email" or "groups");
    }
}
