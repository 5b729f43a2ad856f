using Dex.Domain.Authorization;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.7, cross-site request forgery: the client's state comes back as it was, and no step of a sign-in can be taken
/// without the proof of the step before it, of the same request and the same person.
/// </summary>
public sealed class CrossSiteRequestForgeryTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a b+c%20d%2520e")]
    [InlineData("&code=evil&state=evil&iss=evil")]
    [InlineData("#code=evil")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("é 世界 😀")]
    [InlineData("\r\nSet-Cookie: evil=1")]
    public async Task The_state_comes_back_as_it_was_however_it_travels(string state)
    {
        foreach (var mode in new[] { "query", "fragment", "form_post" })
        {
            var asking = Asking.Of("app").With(("state", state), ("response_mode", mode));

            var answer = await SignInAsync(asking);
            var error = await SignInAsync(asking.With(("scope", "nonsense")));

            Assert.Equal((mode, state, state), (answer.Way, answer["state"], error["state"]));
            Assert.Equal("https://app.example/callback", answer.Address);
            Assert.DoesNotContain("evil", answer.Code + answer["iss"], StringComparison.Ordinal);
            Assert.DoesNotContain(Browser.Visited, page => page.Header("Set-Cookie") is not null);
        }
    }

    [Fact]
    public async Task A_proof_opens_neither_another_request_nor_another_step()
    {
        var (mine, myself) = await AtConsentAsync(Browser);
        using var stranger = new PlainBrowser();
        var (theirs, _) = await AtConsentAsync(stranger);
        var onward = Browser.Visited.Last(page => page.Location?.AbsolutePath == "/dex/auth").Sent("hmac");

        (string Req, string Hmac, string Route)[] wrong =
        [
            (mine.Req, theirs.Hmac, "/approval"), (theirs.Req, mine.Hmac, "/approval"), (mine.Req, theirs.Hmac, "/auth"),
            (mine.Req, mine.Hmac, "/auth"), (mine.Req, onward, "/approval"), (mine.Req, "", "/approval"), (mine.Req, "", "/auth"),
            (mine.Req, mine.Hmac[..^1], "/approval"), (mine.Req, mine.Hmac + "A", "/approval"), (mine.Req, mine.Hmac.ToUpperInvariant(), "/approval"),
        ];
        foreach (var (req, hmac, route) in wrong)
        {
            var address = Dex.At($"{route}?req={req}&hmac={Uri.EscapeDataString(hmac)}");

            Assert.Equal((401, null), Of(await Browser.GetAsync(address)));
            Assert.Equal((401, null), Of(await Browser.PostAsync(address, ("req", req), ("approval", "approve"))));
            Assert.Equal((401, null), Of(await Browser.PostAsync(address, ("req", req), ("approval", "rejected"))));
        }

        Assert.Equal(303, (await Browser.WalkAsync(myself)).Status);
    }

    [Fact]
    public async Task The_proof_of_the_last_step_cannot_be_had_without_a_yes()
    {
        var (mine, _) = await AtConsentAsync(Browser);
        var stored = await Dex.Services.GetRequiredService<IAuthorizationRequestStore>().FindAsync(mine.Req, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(Browser.Visited, page =>
            (page.Body + page.Location).Contains(Uri.EscapeDataString(StepProof.Of(stored!.ProofKey, mine.Req, StepProof.Approved)), StringComparison.Ordinal));
        Assert.DoesNotContain(Browser.Visited, page => (page.Body + page.Location).Contains(stored!.ProofKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_sign_in_to_the_same_request_makes_the_proofs_of_the_first_worthless()
    {
        var login = await Browser.FollowAsync(Asking.Of("app", "local").WithConsent().At(Dex));
        var janes = await Browser.FollowAsync(await Browser.SubmitAsync(login.Forms[0], ("login", "jane@example.com"), ("password", "password")));
        var onward = Browser.Visited.Last(page => page.Location?.AbsolutePath == "/dex/auth").Location!;
        using var attacker = new PlainBrowser();
        var bobs = await attacker.FollowAsync(await attacker.SubmitAsync(login.Forms[0], ("login", "bob@example.com"), ("password", "password")));

        var approved = await Browser.SubmitAsync(janes.Forms.Single(form => form["approval"] == "approve"));
        var continued = await Browser.GetAsync(onward);
        var answer = ApplicationAnswer.Of(await attacker.WalkAsync(bobs));

        Assert.Contains("jane@example.com", janes.Body, StringComparison.Ordinal);
        Assert.Equal(((401, null), (401, null)), (Of(approved), Of(continued)));
        var tokens = await Dex.TokensAsync("app", answer.Code);
        Assert.Equal("bob@example.com", Answers.PayloadOf(tokens.Text("id_token")).Text("email"));
    }

    [Fact]
    public async Task A_browser_that_did_not_begin_a_sign_in_to_the_console_is_not_let_in_by_its_answer()
    {
        using var victim = new PlainBrowser();
        var form = (await Browser.FollowAsync(EveryAnswer.Console(Dex, "/sign-in"))).Forms[0];
        var back = await Browser.SubmitAsync(form, ("login", "ada@example.com"), ("password", "password"));
        back = await Browser.GetAsync(back.Location!);
        Assert.Equal("/console/callback", back.Location!.AbsolutePath);

        var page = await victim.GetAsync(back.Location);

        Assert.Equal((400, null), Of(page));
        Assert.DoesNotContain("dex_console=", page.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
        Assert.Equal(302, (await victim.GetAsync(EveryAnswer.Console(Dex, "/"))).Status);
    }

    private static (int Status, Uri? Location) Of(VisitedPage page) => (page.Status, page.Location);

    private async Task<((string Req, string Hmac) Proof, VisitedPage Page)> AtConsentAsync(PlainBrowser browser)
    {
        var page = await browser.FollowAsync(Asking.Of("app").WithConsent().At(Dex));
        Assert.True(page.IsConsent);
        var query = System.Web.HttpUtility.ParseQueryString(page.Address.Query);
        return ((query["req"]!, query["hmac"]!), page);
    }
}
