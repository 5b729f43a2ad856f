using Dex.Domain.RefreshTokens;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Trials;

/// <summary>
/// The console's own address at the authorization endpoint: open for a live trial, for its client, state and challenge together, and for
/// nobody who lacks one of them.
/// </summary>
public sealed class TrialSignInTests(SignInServer shared) : SignInTest(shared)
{
    private const string Callback = "/console/try/callback";

    private TrialSignIns SignIns => Dex.Services.GetRequiredService<TrialSignIns>();

    [Fact]
    public async Task The_code_of_a_trial_comes_to_the_console_and_its_token_lives_a_minute()
    {
        using var signIn = SignIns.Begin(SignInServer.Web, Callback);

        var code = CodeOf(await SignedInAsync(changes: [.. Of(signIn), ("scope", "openid email")]));

        using var trial = Dex.Services.GetRequiredService<TrialSecrets>().Begin(SignInServer.Web);
        var body = await RedeemAsync(trial, signIn, code);
        Assert.Equal(60, body.GetProperty("expires_in").GetInt32());
        Assert.Contains(trial.AccessToken.Decisions, decision => decision is { Name: "email", IsPresent: true });
        Assert.Contains(trial.AccessToken.Decisions, decision => decision is { Name: "groups", IsPresent: false });
    }

    [Fact]
    public async Task The_code_of_a_trial_is_worthless_without_its_verifier()
    {
        using var signIn = SignIns.Begin(SignInServer.Web, Callback);
        var code = CodeOf(await SignedInAsync(changes: Of(signIn)));

        using var stolen = await Dex.RedeemAsync(SignInServer.Web, code, ("redirect_uri", Callback));

        Assert.Equal("code.verifier_missing", Dex.RefusalOf(stolen).Rule.Id);
    }

    [Theory]
    [InlineData("state", "another")]
    [InlineData("redirect_uri", "/console/try/callback2")]
    [InlineData("redirect_uri", "https://web.example.com.evil.example/console/try/callback")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")]
    [InlineData("code_challenge", null)]
    [InlineData("client_id", SignInServer.Peer)]
    public async Task Whoever_lacks_one_part_of_the_trial_asks_for_an_address_that_nobody_registered(string name, string? value)
    {
        using var signIn = SignIns.Begin(SignInServer.Web, Callback);

        var browser = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, [.. Of(signIn).Where(pair => pair.Name != name), (name, value)]));

        Assert.Equal(400, browser.Status);
        Assert.Equal("redirect_uri.unregistered", Dex.Refusals.Latest(1)[0].Rule.Id);
    }

    [Fact]
    public async Task A_trial_that_was_given_up_closes_the_address_also_in_the_middle_of_the_sign_in()
    {
        var signIn = SignIns.Begin(SignInServer.Web, Callback);
        var browser = await IdentifiedAsync(changes: [.. Of(signIn), ("prompt", "consent")]);

        signIn.Dispose();
        await browser.AllowAsync();

        Assert.Equal(400, browser.Status);
        Assert.Equal("redirect_uri.unregistered", Dex.Refusals.Latest(1)[0].Rule.Id);
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_only_while_somebody_waits()
    {
        var signIn = SignIns.Begin(SignInServer.Web, Callback);
        var other = SignIns.Begin(SignInServer.Web, Callback);

        Assert.True(SignIns.Deliver(signIn.State, new TrialSignInAnswer("code", null, "")));
        Assert.False(SignIns.Deliver(signIn.State, new TrialSignInAnswer("again", null, "")));
        Assert.Equal("code", (await signIn.Answer).Code);
        other.Dispose();
        Assert.False(SignIns.Deliver(other.State, new TrialSignInAnswer("code", null, "")));
        Assert.True(other.Answer.IsCanceled);
    }

    [Fact]
    public async Task The_refresh_token_of_a_trial_stands_beside_the_persons_own_and_ends_soon()
    {
        await StartAsync(Refreshing.Settings());
        var store = Dex.Services.GetRequiredService<IRefreshTokenStore>();
        var holders = new RefreshTokenHolders { ClientId = SignInServer.Web };
        using var own = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(changes: ("scope", "openid offline_access"))).Code);
        var before = Assert.Single((await store.ListAsync(new RefreshTokenQuery { Holders = holders }, Ct)).Items);
        using var signIn = SignIns.Begin(SignInServer.Web, Callback);
        var code = CodeOf(await SignedInAsync(changes: [.. Of(signIn), ("scope", "openid offline_access")]));
        using var trial = Dex.Services.GetRequiredService<TrialSecrets>().Begin(SignInServer.Web);

        await RedeemAsync(trial, signIn, code);

        var now = (await store.ListAsync(new RefreshTokenQuery { Holders = holders }, Ct)).Items;
        Assert.Equal(2, now.Count);
        Assert.Contains(now, token => token.Id == before.Id);
        var tried = Assert.Single(now, token => token.Id != before.Id);
        Assert.Equal(tried.CreatedAt + TrialSignIns.Lifetime, new RefreshTokenPolicy().ExpiryOf(tried));
        Assert.Null(new RefreshTokenPolicy().ExpiryOf(before));
    }

    private static (string Name, string? Value)[] Of(TrialSignIn signIn) =>
    [
        ("redirect_uri", signIn.RedirectUri), ("state", signIn.State), ("code_challenge", signIn.Challenge), ("code_challenge_method", "S256"),
        ("nonce", signIn.Nonce),
    ];

    private static string CodeOf(BrowserWalk browser)
    {
        var answer = browser.Answers.Select(step => step.Header("Location") ?? "").Last(location => location.StartsWith(Callback + "?", StringComparison.Ordinal));
        return QueryHelpers.ParseQuery(answer.Split('?')[1])["code"].ToString();
    }

    private async Task<System.Text.Json.JsonElement> RedeemAsync(Trial trial, TrialSignIn signIn, string code)
    {
        using var answer = await Dex.PostAsync(
            "/token",
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", signIn.RedirectUri), ("code_verifier", signIn.Verifier)],
            DexServer.Basic(SignInServer.Web, trial.Secret));
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.ReadJsonAsync();
    }
}
