using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.2, 4.3 and 4.5: which connector a request goes to, and the page where a person chooses one.</summary>
public sealed class ChooserTests(SignInServer shared) : SignInTest(shared)
{
    private static readonly string[] Names = ["alpha directory", "bravo", "Codes only", "Email", "Mock"];

    [Fact]
    public async Task Every_connector_that_the_client_may_use_is_offered_by_name_without_regard_to_case()
    {
        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web));

        using var page = browser.Page;
        Assert.Equal(200, browser.Status);
        Assert.Equal(Names, page.QuerySelectorAll(".dex-btn-name").Select(name => name.TextContent));
        Assert.Contains("Web shop", page.QuerySelector(".dex-lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("web.example.com", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_link_carries_every_parameter_unknown_and_repeated_ones_too()
    {
        var query = Parameters.Asking(SignInServer.Web, ("state", "a b&c=é%20"), ("ui_locales", "nb"), ("ui_locales", "en"), ("empty", ""));
        var browser = await OpenAsync("/auth" + query);

        using var page = browser.Page;
        var links = page.QuerySelectorAll("a.dex-btn").Select(link => new Uri(browser.Address, link.GetAttribute("href"))).ToList();
        Assert.Equal(
            ["/dex/auth/pass", "/dex/auth/odd%20id%2F50%25%C3%A9", "/dex/auth/codes", "/dex/auth/local", "/dex/auth/mock"],
            links.Select(link => link.AbsolutePath));
        Assert.All(links, link => Assert.Equal(
            "?client_id=web&empty=&nonce=n1&redirect_uri=https%3A%2F%2Fweb.example.com%2Fcallback&response_type=code&scope=openid"
            + "&state=a+b%26c%3D%C3%A9%2520&ui_locales=nb&ui_locales=en",
            link.Query));
    }

    // F-12.
    [Fact]
    public async Task An_id_that_needs_escaping_is_escaped_once_and_reached_by_its_link_and_by_its_parameter()
    {
        var clicked = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web));
        await clicked.ClickAsync("bravo");
        var named = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web, ("connector_id", SignInServer.Odd)));

        Assert.Equal("s1", ClientAnswer.Of(clicked)["state"]);
        Assert.Equal("s1", ClientAnswer.Of(named)["state"]);
        Assert.StartsWith("/dex/auth/odd%20id%2F50%25%C3%A9?client_id=web&", named.Answers[0].Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_connector_is_gone_to_with_every_other_parameter()
    {
        var browser = await GoAsync("/auth" + Parameters.Asking(SignInServer.Web, ("connector_id", "pass"), ("login_hint", "kilgore")));

        Assert.Equal(
            (302, "/dex/auth/pass?client_id=web&login_hint=kilgore&nonce=n1&redirect_uri=https%3A%2F%2Fweb.example.com%2Fcallback"
                + "&response_type=code&scope=openid&state=s1"),
            (browser.Status, browser.Location));
    }

    [Theory]
    [InlineData("none", "code")]
    [InlineData("Mock", "code")]
    [InlineData("codes", "id_token")]
    public async Task A_named_connector_that_is_not_offered_is_an_error_for_the_person(string connector, string responseType) => AssertPage(
        await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web, ("connector_id", connector), ("response_type", responseType))),
        400, "connector.not_offered");

    [Fact]
    public async Task An_empty_name_is_none_and_of_a_repeated_one_the_first_counts()
    {
        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web, ("connector_id", ""), ("connector_id", "mock")));

        Assert.Equal((200, "/dex/auth"), (browser.Status, browser.Address.AbsolutePath));
    }

    [Fact]
    public async Task A_single_connector_is_gone_to_without_a_question()
    {
        var browser = await GoAsync("/auth" + Parameters.Asking(SignInServer.Picky));

        Assert.Equal(302, browser.Status);
        Assert.StartsWith("/dex/auth/mock?client_id=picky&", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_chooser_always_shows_it_shows_for_a_single_connector_and_the_form_leads_back_to_it()
    {
        await StartAsync(SignInServer.Settings with
        {
            OAuth2 = "alwaysShowLoginScreen: true",
            More = "connectors: [{type: mockPassword, id: pass, name: Directory, config: {username: kilgore, password: trout}}]",
        });

        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web));
        Assert.Equal((200, "/dex/auth"), (browser.Status, browser.Address.AbsolutePath));
        await browser.ClickAsync("Directory");
        await browser.ClickAsync("Other ways to sign in");

        using var page = browser.Page;
        Assert.Equal(["Directory"], page.QuerySelectorAll(".dex-btn-name").Select(name => name.TextContent));
        AssertPage(await OpenAsync("/auth" + Parameters.Asking(SignInServer.Picky)), 400, "connector.none_for_client");
    }

    [Theory]
    [InlineData("code", true)]
    [InlineData("id_token", false)]
    [InlineData("code id_token", false)]
    [InlineData("code token", false)]
    [InlineData("nonsense", true)]
    public async Task A_connector_is_offered_only_in_the_flows_that_it_serves(string responseType, bool offered)
    {
        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web, ("response_type", responseType)));

        using var page = browser.Page;
        Assert.Equal(offered, page.QuerySelectorAll(".dex-btn-name").Any(name => name.TextContent == "Codes only"));
    }

    [Fact]
    public async Task Before_the_choice_nothing_but_the_client_is_judged()
    {
        var browser = await OpenAsync("/auth" + Parameters.Asking(
            SignInServer.Web, ("scope", "nonsense"), ("redirect_uri", "https://evil.example.com/")));

        using var page = browser.Page;
        Assert.Equal(200, browser.Status);
        Assert.DoesNotContain("evil", page.Body!.TextContent, StringComparison.Ordinal);
        await browser.ClickAsync("Mock");
        AssertPage(browser, 400, "redirect_uri.unregistered");
    }

    [Theory]
    [InlineData("/auth", "nobody", 400, "client.unknown")]
    [InlineData("/auth", "", 400, "client.unknown")]
    [InlineData("/auth", "Web", 400, "client.unknown")]
    [InlineData("/auth", SignInServer.Disabled, 400, "client.disabled")]
    [InlineData("/auth/mock", "nobody", 404, "client.unknown")]
    [InlineData("/auth/mock", "", 404, "client.unknown")]
    [InlineData("/auth/mock", SignInServer.Disabled, 400, "client.disabled")]
    public async Task Nobody_is_sent_anywhere_for_a_client_that_may_not_ask(string route, string client, int status, string rule)
    {
        var browser = await OpenAsync(route + Parameters.Asking(
            SignInServer.Web, ("client_id", client), ("redirect_uri", SignInServer.RedirectUriOf(SignInServer.Disabled))));

        AssertPage(browser, status, rule);
    }

    [Fact]
    public async Task A_posted_request_counts_as_one_in_the_query_and_its_body_goes_first()
    {
        var browser = Browser();

        await browser.PostAsync(
            "/auth?client_id=nobody&connector_id=codes&state=query", Parameters.AskingPairs(SignInServer.Web, ("connector_id", "mock")));
        await browser.FollowAsync();

        Assert.Equal((302, ""), ((int)browser.Answers[0].StatusCode, await browser.Answers[0].ReadTextAsync()));
        Assert.StartsWith("/dex/auth/mock?client_id=web&client_id=nobody&", browser.Answers[0].Header("Location"), StringComparison.Ordinal);
        Assert.Equal("s1", ClientAnswer.Of(browser)["state"]);
    }

    // F-15.
    [Fact]
    public async Task A_client_that_allows_no_page_is_told_so_and_no_page_is_shown()
    {
        var browser = await GoAsync("/auth" + Parameters.Asking(SignInServer.Web, ("prompt", "none")));

        AssertTold(browser, "login_required", "prompt.login_required");
        Assert.DoesNotContain("hint", ClientAnswer.Of(browser)["error_description"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_silent_request_is_judged_in_full_first()
    {
        var scope = await GoAsync("/auth" + Parameters.Asking(SignInServer.Web, ("prompt", "none"), ("scope", "email")));
        var foreign = await GoAsync("/auth" + Parameters.Asking(SignInServer.Web, ("prompt", "none"), ("redirect_uri", "https://evil.example.com/")));

        AssertTold(scope, "invalid_scope", "scope.openid_missing");
        AssertPage(foreign, 400, "redirect_uri.unregistered");
    }
}
