using Dex.Domain.Refusals;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Product 3.9: the console as a relying party, and every way in which an answer can come to it that it did not ask for.</summary>
public sealed class ConsoleCallbackTests(SignInServer shared) : SignInTest(shared)
{
    [Fact]
    public async Task An_administrator_comes_in_through_the_pages_of_every_application_and_lands_where_they_wanted_to()
    {
        var browser = await OpenAsync(At("/clients?kind=machine"));
        Assert.Equal("/dex/auth/local/login", browser.Address.AbsolutePath);
        Assert.Contains("to continue to <b>Console</b>", browser.Text, StringComparison.Ordinal);

        await browser.TypeAsync(SignInServer.Ada, SignInServer.Password);

        Assert.Equal((200, "/console/clients?kind=machine"), (browser.Status, browser.Address.PathAndQuery));
    }

    [Fact]
    public async Task Its_request_has_a_state_and_a_proof_key_of_its_own_each_time()
    {
        var requests = new List<Dictionary<string, StringValues>>();
        for (var i = 0; i < 2; i++)
        {
            var browser = await GoAsync(At("/sign-in"));
            requests.Add(QueryHelpers.ParseQuery(browser.Location!.Split('?')[1]));
        }

        Assert.All(requests, request => Assert.Equal(
            ("dex-console", "/console/callback", "code", "S256"),
            (request["client_id"].ToString(), request["redirect_uri"].ToString(), request["response_type"].ToString(),
                request["code_challenge_method"].ToString())));
        Assert.NotEqual(requests[0]["state"], requests[1]["state"]);
        Assert.NotEqual(requests[0]["code_challenge"], requests[1]["code_challenge"]);
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookies_is_told_so_at_the_end()
    {
        var browser = Keep(BrowserWalk.WithoutCookies(Dex));
        await browser.OpenAsync(At("/sign-in"));
        await browser.TypeAsync(SignInServer.Ada, SignInServer.Password);

        AssertTurnedAway(browser, RefusalRules.LoginFlowLost);
        Assert.Contains("cookies", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_one_browser_opens_nothing_in_another()
    {
        var (victim, attacker) = (await OpenAsync(At("/sign-in")), await OpenAsync(At("/sign-in")));
        var answer = await AnswerToAsync(attacker);

        await victim.OpenAsync(answer);

        AssertTurnedAway(victim, RefusalRules.LoginFlowLost);
    }

    // A code of somebody else's sign-in beside the state of one's own.
    [Fact]
    public async Task A_code_that_was_issued_to_another_sign_in_is_refused_by_its_proof_key()
    {
        var (victim, attacker) = (await OpenAsync(At("/sign-in")), await OpenAsync(At("/sign-in")));
        var (stolen, own) = (await AnswerToAsync(attacker), await AnswerToAsync(victim));
        var code = QueryHelpers.ParseQuery(new Uri(stolen).Query)["code"].ToString();
        var ownCode = QueryHelpers.ParseQuery(new Uri(own).Query)["code"].ToString();

        await victim.OpenAsync(own.Replace(ownCode, code, StringComparison.Ordinal));

        AssertTurnedAway(victim, CodeRules.VerifierMismatch);
    }

    [Theory]
    [InlineData("state", "another")]
    [InlineData("state", "")]
    [InlineData("iss", "https://evil.example.com")]
    [InlineData("iss", "")]
    public async Task An_answer_with_another_state_or_from_another_issuer_is_none(string name, string value)
    {
        var browser = await OpenAsync(At("/sign-in"));
        var answer = await AnswerToAsync(browser);
        var members = QueryHelpers.ParseQuery(new Uri(answer).Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        members[name] = value;

        await browser.OpenAsync(QueryHelpers.AddQueryString(answer.Split('?')[0], members));

        AssertTurnedAway(browser, RefusalRules.LoginFlowLost);
    }

    [Fact]
    public async Task An_error_is_told_only_to_the_browser_that_asked()
    {
        var browser = await GoAsync(At("/sign-in"));
        var state = QueryHelpers.ParseQuery(browser.Location!.Split('?')[1])["state"].ToString();
        var issuer = Uri.EscapeDataString(Dex.Issuer);

        var stranger = await OpenAsync(At($"/callback?error=access_denied&state={state}&iss={issuer}"));
        await browser.OpenAsync(At($"/callback?error=%3Cb%3Eaccess_denied&state={state}&iss={issuer}"));

        AssertTurnedAway(stranger, RefusalRules.LoginFlowLost);
        AssertTurnedAway(browser, RefusalRules.LoginUnfinished);
        Assert.DoesNotContain("access_denied", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replayed_answer_is_refused_and_who_is_in_stays_in()
    {
        var browser = await OpenAsync(At("/sign-in"));
        var answer = await AnswerToAsync(browser);
        await browser.OpenAsync(answer);
        Assert.Equal(200, browser.Status);

        await browser.OpenAsync(answer);
        AssertTurnedAway(browser, RefusalRules.LoginFlowLost);
        await browser.OpenAsync(At("/keys"));
        Assert.Equal((200, "/console/keys"), (browser.Status, browser.Address.AbsolutePath));
    }

    [Fact]
    public async Task Who_kept_the_cookie_gets_no_further_with_a_code_that_was_used()
    {
        using var begun = await Dex.Http.GetAsync(new Uri(At("/sign-in")), Ct);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var browser = await OpenAsync(new Uri(new Uri(At("/")), begun.Headers.Location!).AbsoluteUri);
        var answer = await AnswerToAsync(browser);

        using var first = await AskAsync();
        using var second = await AskAsync();

        Assert.Equal((302, 400), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal(CodeRules.RedeemedTwice, Dex.RefusalOf(second).Rule);

        async Task<HttpResponseMessage> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, answer) { Headers = { { "Cookie", cookie } } };
            return await Dex.Http.SendAsync(request, Ct);
        }
    }

    [Fact]
    public async Task Two_tabs_that_sign_in_at_the_same_time_both_end_where_they_wanted_to()
    {
        var browser = await OpenAsync(At("/sign-in?returnTo=/clients"));
        var first = browser.Address;
        await browser.OpenAsync(At("/sign-in?returnTo=/keys"));
        await browser.TypeAsync(SignInServer.Ada, SignInServer.Password);
        Assert.Equal((200, "/console/keys"), (browser.Status, browser.Address.AbsolutePath));

        await browser.OpenAsync(first.AbsoluteUri);
        await browser.TypeAsync(SignInServer.Ada, SignInServer.Password);

        Assert.Equal((200, "/console/clients"), (browser.Status, browser.Address.AbsolutePath));
    }

    [Fact]
    public async Task The_cookie_of_a_sign_in_under_way_belongs_to_the_console_alone_and_says_nothing()
    {
        using var begun = await Dex.Http.GetAsync(new Uri(At("/sign-in")), Ct);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        var state = QueryHelpers.ParseQuery(begun.Headers.Location!.OriginalString.Split('?')[1])["state"].ToString();

        Assert.StartsWith($"dex_console_sign_in_{state}=", cookie, StringComparison.Ordinal);
        Assert.All(
            ["path=/console", "httponly", "samesite=lax", "max-age=3600"],
            part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Verifier", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example.com/", "redirect_uri.unregistered")]
    [InlineData("redirect_uri", "/console/callback/x", "redirect_uri.unregistered")]
    [InlineData("redirect_uri", "//evil.example.com/console/callback", "redirect_uri.unregistered")]
    [InlineData("code_challenge", "", "pkce.required_by_client")]
    [InlineData("response_type", "id_token", "response_type.disabled_by_server")]
    public async Task Nobody_else_can_send_the_consoles_answer_elsewhere_or_weaken_its_request(string name, string value, string rule)
    {
        var begun = await GoAsync(At("/sign-in"));
        var members = QueryHelpers.ParseQuery(begun.Location!.Split('?')[1]).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        members[name] = value;

        var browser = await GoAsync(QueryHelpers.AddQueryString(Dex.At("/auth/local").AbsoluteUri, members));

        Assert.Equal(rule, Dex.RefusalOf(browser.Answer).Rule.Id);
    }

    private string At(string path) => $"http://{Dex.Address}/console{path}";

    // The address with which the flow would bring this browser back to the console.
    private static async Task<string> AnswerToAsync(BrowserWalk browser)
    {
        await browser.PressAsync("Sign in", ("login", SignInServer.Ada), ("password", SignInServer.Password));
        await browser.GoAsync(new Uri(browser.Address, browser.Location).AbsoluteUri);
        return new Uri(browser.Address, browser.Location).AbsoluteUri;
    }

    private void AssertTurnedAway(BrowserWalk browser, RefusalRule rule)
    {
        AssertPage(browser, rule.Status, rule.Id);
        Assert.DoesNotContain("dex_console=", browser.Answer.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
        using var page = browser.Page;
        Assert.Equal("/console/sign-in", page.QuerySelector("a.dex-btn")!.GetAttribute("href"));
    }
}
