using System.Net.Http.Headers;
using Dex.Tests.Unit.Attacks;
using Xunit;

namespace Dex.Tests.Unit.RelyingParties;

/// <summary>A relying party that we did not write: Microsoft's OpenID Connect handler with its defaults, at our server.</summary>
public sealed class OpenIdConnectHandlerTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("code", "form_post")]
    [InlineData("code", "query")]
    [InlineData("code id_token", "form_post")]
    [InlineData("id_token", "form_post")]
    [InlineData("id_token token", "form_post")]
    [InlineData("code id_token token", "form_post")]
    public async Task It_signs_a_person_in_with_consent_by_every_way_that_it_knows(string responseType, string responseMode)
    {
        await using var party = await WebParty.StartAsync(
            Dex,
            options =>
            {
                options.ResponseMode = responseMode;
                options.GetClaimsFromUserInfoEndpoint = responseType != "id_token";
            },
            responseType);

        var claims = WebParty.ClaimsOf(await Browser.WalkAsync(party.Address));

        Assert.True(party.Failures.Count == 0, string.Join('\n', party.Failures));
        Assert.NotNull(claims);
        Assert.Equal(("CgRqYW5lEgVsb2NhbA", "jane@example.com", "Jane Doe"), (claims["sub"], claims["email"], claims["name"]));
        Assert.Equal("true", claims["email_verified"], ignoreCase: true);
        Assert.Single(Browser.Visited, page => page.IsConsent);
        Assert.Equal(responseMode == "form_post" ? 1 : 0, Browser.Visited.Count(page => page.FormPost is not null));
        var asked = Browser.Visited.First(page => page.Location?.AbsolutePath == "/dex/auth");
        Assert.Equal(responseType == "code" ? "S256" : "", asked.Sent("code_challenge_method"));
    }

    [Fact]
    public async Task It_asks_the_userinfo_endpoint_for_what_the_id_token_does_not_say()
    {
        var asked = 0;
        await using var party = await WebParty.StartAsync(Dex, options => options.Events.OnUserInformationReceived = context =>
        {
            Interlocked.Increment(ref asked);
            Assert.Equal("jane@example.com", context.User.RootElement.Text("email"));
            return Task.CompletedTask;
        });

        Assert.Equal(200, (await Browser.WalkAsync(party.Address)).Status);

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Microsofts_bearer_handler_takes_the_access_token_that_it_was_given_and_none_of_another_client()
    {
        await using var party = await WebParty.StartAsync(Dex);
        await Browser.WalkAsync(party.Address);
        var own = (await Browser.GetAsync(new Uri(party.Address, "/token"))).Body;
        var others = (await Dex.TokensAsync("app", await CodeAsync(Asking.Of("app", "local")))).Text("access_token");

        var page = await CallAsync(party, own);

        Assert.True(page.Status == 200, page.Header("WWW-Authenticate") + " " + own);
        Assert.Equal("CgRqYW5lEgVsb2NhbA", WebParty.ClaimsOf(page)!["sub"]);
        Assert.Equal(401, (await CallAsync(party, others)).Status);
        Assert.Equal(401, (await CallAsync(party, "nonsense")).Status);
    }

    [Fact]
    public async Task It_learns_that_the_person_refused()
    {
        await using var party = await WebParty.StartAsync(Dex, options => options.Events.OnAccessDenied = context =>
        {
            context.Response.StatusCode = 418;
            context.HandleResponse();
            return Task.CompletedTask;
        });
        using var browser = new PlainBrowser { Consents = _ => false };

        Assert.Equal(418, (await browser.WalkAsync(party.Address)).Status);
        Assert.Empty(party.Failures);
    }

    [Fact]
    public async Task A_callback_that_is_played_again_signs_nobody_in()
    {
        await using var party = await WebParty.StartAsync(Dex);
        await Browser.WalkAsync(party.Address);
        var answer = Browser.Visited.Single(page => page.FormPost is not null).FormPost!;
        using var thief = new PlainBrowser();

        Assert.Equal(403, (await Browser.SubmitAsync(answer)).Status);
        Assert.Equal(403, (await thief.SubmitAsync(answer)).Status);

        Assert.All(party.Failures, failure => Assert.Contains("Correlation failed", failure, StringComparison.Ordinal));
        Assert.Equal(302, (await thief.GetAsync(party.Address)).Status);
    }

    [Fact]
    public async Task A_code_of_another_sign_in_is_refused_by_us_when_it_is_injected_there()
    {
        await using var party = await WebParty.StartAsync(Dex);
        using var victim = new PlainBrowser { Login = "bob@example.com" };
        var stolen = (await StopAtAnswerAsync(victim, party)).FormPost!["code"]!;
        var mine = (await StopAtAnswerAsync(Browser, party)).FormPost!;

        var page = await Browser.PostAsync(mine.Action, [.. mine.Fields.Where(field => field.Name != "code"), ("code", stolen)]);

        Assert.Equal(403, page.Status);
        Assert.Contains("invalid_grant", Assert.Single(party.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_nonce_that_the_browser_kept_an_answer_signs_nobody_in()
    {
        await using var party = await WebParty.StartAsync(Dex, responseType: "code id_token");
        var answer = (await StopAtAnswerAsync(Browser, party)).FormPost!;
        foreach (var cookie in Browser.Cookies.GetCookies(party.Callback).Where(cookie => cookie.Name.Contains("Nonce", StringComparison.Ordinal)))
        {
            cookie.Expired = true;
        }

        Assert.Equal(403, (await Browser.SubmitAsync(answer)).Status);
        Assert.Contains("nonce", Assert.Single(party.Failures), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Up to the page that would hand the answer over.</summary>
    private static async Task<VisitedPage> StopAtAnswerAsync(PlainBrowser browser, WebParty party)
    {
        var page = await browser.GetAsync(party.Address);
        while (page.FormPost is null)
        {
            page = await browser.StepAsync(page) ?? throw new InvalidOperationException($"No answer at {page.Address}: {page.Body}");
        }

        return page;
    }

    private async Task<VisitedPage> CallAsync(WebParty party, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(party.Address, "/api"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Browser.SendAsync(request);
    }
}
