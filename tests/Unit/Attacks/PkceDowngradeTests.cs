using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.8, PKCE downgrade: a challenge can be neither stripped from a request nor talked away at the token endpoint.</summary>
public sealed class PkceDowngradeTests(AttackedServer server) : AttackTest(server)
{
    [Fact]
    public async Task A_verifier_for_a_request_without_a_challenge_is_refused()
    {
        var code = await CodeAsync(Asking.Of("app"));

        Assert.Equal((400, "invalid_request"), await Dex.RefusedAsync("app", code, ("code_verifier", Asking.Verifier)));
        await Dex.TokensAsync("app", code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Asking.Challenge)]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK")]
    [InlineData(" " + Asking.Verifier)]
    public async Task A_challenge_is_answered_by_its_verifier_and_nothing_else(string verifier)
    {
        var code = await CodeAsync(Asking.Of("app").WithPkce());

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", code, ("code_verifier", verifier)));
        Assert.Equal(
            (400, "invalid_grant"),
            await Dex.RefusedAsync("app", code, ("code_verifier", verifier), ("code_challenge_method", "plain"), ("code_challenge", verifier)));
        await Dex.TokensAsync("app", code, ("code_verifier", Asking.Verifier), ("code_challenge_method", "plain"));
    }

    [Theory]
    [InlineData("code", false)]
    [InlineData("code id_token", true)]
    [InlineData("code token", true)]
    public async Task A_client_that_demands_pkce_gets_no_code_without_it(string responseType, bool inFragment)
    {
        var asking = Asking.Of("guarded").With(("response_type", responseType), ("nonce", "n"));
        Asking[] stripped = [asking, asking.With(("code_challenge", "")), asking.With(("code_challenge", ""), ("code_challenge_method", "S256"))];

        foreach (var request in stripped)
        {
            var answer = ApplicationAnswer.Of(await Browser.FollowAsync(request.AtConnector(Dex)));

            Assert.Equal((inFragment ? "fragment" : "query", "invalid_request", ""), (answer.Way, answer.Error, answer.Code));
        }

        Assert.NotEmpty(await CodeAsync(asking.WithPkce()));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("s256")]
    [InlineData("S512")]
    [InlineData("none")]
    public async Task A_server_that_takes_s256_alone_takes_no_other_method_and_none_means_plain(string method)
    {
        await using var dex = await StartAsync("codeChallengeMethodsSupported: [S256]");
        var asking = Asking.Of("app").With(("code_challenge", Asking.Verifier));
        asking = method.Length > 0 ? asking.With(("code_challenge_method", method)) : asking;

        var answer = ApplicationAnswer.Of(await Browser.FollowAsync(asking.At(dex)));

        Assert.Equal(("invalid_request", ""), (answer.Error, answer.Code));
        Assert.NotEmpty(ApplicationAnswer.Of(await Browser.WalkAsync(Asking.Of("app").WithPkce().At(dex))).Code);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    [InlineData("code id_token token")]
    public async Task A_server_that_demands_pkce_answers_nothing_without_it(string responseType)
    {
        await using var dex = await StartAsync("enforce: true");

        var answer = ApplicationAnswer.Of(await Browser.FollowAsync(Asking.Of("app").With(("response_type", responseType), ("nonce", "n")).At(dex)));

        Assert.Equal(("invalid_request", ""), (answer.Error, answer.Code + answer["id_token"]));
    }

    private static Task<DexServer> StartAsync(string pkce)
    {
        var settings = AttackedServer.Settings();
        return DexServer.StartAsync(settings with { OAuth2 = settings.OAuth2 + $"\npkce: {{{pkce}}}" });
    }
}
