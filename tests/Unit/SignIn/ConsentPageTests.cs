using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.11.2: the page that asks, and what its two buttons do.</summary>
public sealed class ConsentPageTests(SignInServer shared) : SignInTest(shared)
{
    private const string Everything =
        "audience:server:client_id:peer federated:id groups openid email audience:server:client_id:web profile";

    // F-21. Each is always asked again, because other tests consent for the same person.
    [Fact]
    public async Task The_page_tells_who_asks_and_everything_that_is_asked_for_with_the_very_values()
    {
        var browser = await AskedAsync(("scope", Everything));

        using var page = browser.Page;
        Assert.Equal((200, "Web shop asks for access"), (browser.Status, page.QuerySelector("h1")!.TextContent));
        Assert.Equal("kilgore@kilgore.trout", page.QuerySelector(".dex-lead b")!.TextContent);
        Assert.Equal(
            [
                "Your name: Kilgore Trout", "Your e-mail address: kilgore@kilgore.trout", "Your groups: authors",
                "Which account you signed in with: mock, 0-385-28089-0", "Speak to The ledger for you: The ledger will know it is you",
            ],
            page.QuerySelectorAll(".dex-fact").Select(fact => $"{fact.QuerySelector("b")!.TextContent}: {fact.QuerySelector("small")!.TextContent}"));
        Assert.Contains("web.example.com", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_while_the_person_is_away_is_told_where_the_server_gives_it()
    {
        await StartAsync(Refreshing);

        var browser = await AskedAsync(("scope", "openid offline_access"));

        using var page = browser.Page;
        Assert.Equal(["Stay connected"], page.QuerySelectorAll(".dex-fact b").Select(title => title.TextContent));
    }

    [Fact]
    public async Task Where_nothing_personal_is_asked_for_the_page_says_so()
    {
        var browser = await AskedAsync();

        using var page = browser.Page;
        Assert.Empty(page.QuerySelectorAll("ul"));
        Assert.Contains("no personal information", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_two_forms_post_the_request_and_the_answer_to_its_own_address_and_nothing_else()
    {
        var browser = await AskedAsync();

        using var page = browser.Page;
        var forms = page.QuerySelectorAll("form");
        Assert.Equal(["rejected", "approve"], forms.Select(form => form.QuerySelector("[name=approval]")!.GetAttribute("value")));
        Assert.All(forms, form =>
        {
            Assert.Equal(["req", "approval"], form.QuerySelectorAll("[name]").Select(field => field.GetAttribute("name")));
            Assert.Equal(browser.Parameter("req"), form.QuerySelector("[name=req]")!.GetAttribute("value"));
            Assert.Equal(browser.Address, new Uri(browser.Address, form.GetAttribute("action")));
        });
    }

    [Fact]
    public async Task Yes_leads_to_the_dispatcher_with_a_proof_of_its_own_and_on_to_the_client()
    {
        var browser = await AskedAsync();
        var proof = browser.Parameter("hmac");

        await browser.PressAsync("Allow");

        Assert.Equal(303, browser.Status);
        Assert.Matches("^/dex/auth\\?hmac=[A-Za-z0-9_-]{43}&req=[a-z0-9]{20,}$", browser.Location);
        Assert.DoesNotContain(proof, browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    // F-22.
    [Theory]
    [InlineData("code", null, "query")]
    [InlineData("code id_token", null, "fragment")]
    [InlineData("code", "form_post", "form_post")]
    public async Task No_is_told_to_the_client_and_ends_the_request(string responseType, string? mode, string place)
    {
        var browser = await AskedAsync(("response_type", responseType), ("response_mode", mode));
        var page = browser.Address.AbsoluteUri;

        await browser.CancelAsync();

        Assert.Equal("s1", AssertTold(browser, "access_denied", "consent.refused", place)["state"]);
        await browser.OpenAsync(page);
        AssertPage(browser, 400, "flow.request_gone");
    }

    [Theory]
    [InlineData("perhaps")]
    [InlineData("Approve")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Any_other_answer_is_an_error_and_changes_nothing(string? approval)
    {
        var browser = await AskedAsync();
        var page = browser.Address.AbsoluteUri;

        await browser.PostAsync(page, approval is null ? [("req", browser.Parameter("req"))] : [("approval", approval)]);
        AssertPage(browser, 400, "consent.answer_invalid");

        await browser.OpenAsync(page);
        await browser.AllowAsync();
        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    [Fact]
    public async Task An_answer_in_the_address_is_none()
    {
        var browser = await AskedAsync();

        await browser.GoAsync(browser.Address.AbsoluteUri + "&approval=approve");
        Assert.Equal((200, true), (browser.Status, IsConsent(browser)));
        await browser.PostAsync(browser.Address.AbsoluteUri);
        AssertPage(browser, 400, "consent.answer_invalid");
    }

    // F-56.
    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_refused_by_name(string method)
    {
        var browser = await AskedAsync();

        await browser.SendAsync(method, browser.Address.AbsoluteUri);

        AssertPage(browser, 405, "consent.method");
        Assert.Equal("GET, POST", browser.Answer.Header("Allow"));
    }

    [Fact]
    public async Task To_say_yes_twice_gives_one_code()
    {
        var first = await AskedAsync();
        var second = await OpenAsync(first.Address.AbsoluteUri);

        await first.AllowAsync();
        Assert.NotEmpty(ClientAnswer.Of(first).Code);
        await second.PressAsync("Allow");
        AssertPage(second, 400, "flow.request_gone");
    }

    [Fact]
    public async Task Who_presses_twice_before_anything_is_issued_gets_one_code_too()
    {
        var first = await AskedAsync();
        var second = await OpenAsync(first.Address.AbsoluteUri);
        await first.PressAsync("Allow");
        await second.PressAsync("Allow");

        await Task.WhenAll(first.FollowAsync(), second.FollowAsync());

        Assert.Equal([303, 400], new[] { first.Status, second.Status }.Order());
    }

    [Fact]
    public async Task Not_you_begins_again_at_the_choice_with_everything_that_the_client_asked_for()
    {
        var browser = await AskedAsync(
            ("scope", Everything), ("response_type", "code id_token"), ("response_mode", "form_post"), ("code_challenge", "c"),
            ("code_challenge_method", "S256"));

        await browser.ClickAsync("Not you?");
        Assert.Equal((200, "/dex/auth", "consent select_account"), (browser.Status, browser.Address.AbsolutePath, browser.Parameter("prompt")));
        await browser.ClickAsync("alpha directory");
        await browser.TypeAsync("kilgore", "trout");
        await browser.AllowAsync();

        var answer = ClientAnswer.Of(browser);
        Assert.Equal(("form_post", "s1"), (answer.Place, answer["state"]));
        Assert.Equal("n1", Answers.PayloadOf(answer["id_token"]).GetProperty("nonce").GetString());
        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, answer.Code);
        Assert.Equal("code.verifier_missing", Dex.RefusalOf(redeemed).Rule.Id);
    }

    // The page says what will be given; what it did not say nobody has agreed to.
    [Fact]
    public async Task Access_that_the_page_did_not_tell_of_is_asked_for_once_the_server_gives_it()
    {
        await StartAsync(Refreshing);
        await Dex.SwitchAsync((GrantTypes.RefreshToken, false));
        var scope = ("scope", (string?)"openid email offline_access");

        Assert.True(IsConsent(await SignedInAndAllowedAsync(scope)));
        Assert.False(IsConsent(await SignedInAndAllowedAsync(scope)));
        await Dex.SwitchAsync((GrantTypes.RefreshToken, true));
        Assert.True(IsConsent(await IdentifiedAsync(changes: scope)));
    }

    // A server that could give access while the person is away.
    private static DexServerSettings Refreshing => SignInServer.Settings with
    {
        OAuth2 = "",
        Adjust = services =>
        {
            SignInServer.Settings.Adjust!(services);
            services.AddSingleton(new ServerCapabilities([GrantTypes.AuthorizationCode, GrantTypes.RefreshToken]));
        },
    };

    private Task<BrowserWalk> AskedAsync(params (string Name, string? Value)[] changes) =>
        IdentifiedAsync(SignInServer.Web, SignInServer.Mock, [("prompt", "consent"), .. changes]);

    // The browser as it was before it said yes, where it was asked.
    private async Task<BrowserWalk> SignedInAndAllowedAsync((string Name, string? Value) change)
    {
        var browser = await IdentifiedAsync(changes: change);
        if (IsConsent(browser))
        {
            var other = await OpenAsync(browser.Address.AbsoluteUri);
            await other.AllowAsync();
        }

        return browser;
    }
}
