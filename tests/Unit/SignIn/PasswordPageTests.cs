using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.7: the form for a name and a password.</summary>
public sealed class PasswordPageTests(SignInServer shared) : SignInTest(shared)
{
    [Theory]
    [InlineData("pass", "alpha directory", "Username")]
    [InlineData("local", "Email", "E-mail address")]
    public async Task The_form_asks_in_the_words_of_the_connector_and_for_nothing_else(string connector, string heading, string label)
    {
        var browser = await OpenFormAsync(connector);

        using var page = browser.Page;
        var form = page.QuerySelector("form")!;
        Assert.Equal(
            (200, heading, label),
            (browser.Status, page.QuerySelector("h1")!.TextContent, page.QuerySelector("label[for=login]")!.TextContent));
        Assert.Equal(["login", "password"], form.QuerySelectorAll("[name]").Select(field => field.GetAttribute("name")));
        Assert.Equal(browser.Address, new Uri(browser.Address, form.GetAttribute("action")));
        Assert.Contains("Web shop", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass", "kilgore", "trout")]
    [InlineData("local", "ada@example.com", "password")]
    [InlineData("local", " Ada@Example.com ", "password")]
    public async Task The_right_pair_leads_back_to_the_dispatcher_relative_to_the_host(string connector, string login, string password)
    {
        var browser = await OpenFormAsync(connector);

        await browser.PressAsync("Sign in", ("login", login), ("password", password));

        Assert.Equal(303, browser.Status);
        Assert.Matches("^/dex/auth\\?hmac=[A-Za-z0-9_-]{43}&req=[a-z0-9]{20,}$", browser.Location);
        await browser.FollowAsync();
        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    [Fact]
    public async Task A_wrong_pair_shows_the_form_again_with_the_name_and_never_with_the_password()
    {
        var browser = await OpenFormAsync("pass");

        await browser.PressAsync("Sign in", ("login", "kil\"gore<b>"), ("password", "not the trout"));

        using var page = browser.Page;
        Assert.Equal((401, "login.wrong_password"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.Equal("kil\"gore<b>", page.QuerySelector("#login")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("#login-error[role=alert]"));
        Assert.Null(page.QuerySelector("#password")!.GetAttribute("value"));
        Assert.DoesNotContain("not the trout", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not the trout", Dex.Log.Text, StringComparison.Ordinal);
        Assert.Null(browser.Answer.Header("Set-Cookie"));

        await browser.TypeAsync("kilgore", "trout");
        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    [Fact]
    public async Task A_failed_attempt_is_logged_once_with_the_name()
    {
        var browser = await OpenFormAsync("pass");

        await browser.PressAsync("Sign in", ("login", "somebody"), ("password", "wrong"));

        var line = Assert.Single(
            Dex.Log.Of(browser.Answer.RequestId()),
            line => line.GetProperty("msg").GetString()!.StartsWith("failed login attempt", StringComparison.Ordinal));
        Assert.Equal(("ERROR", "somebody"), (line.GetProperty("level").GetString(), line.GetProperty("user").GetString()));
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_page()
    {
        var known = await OpenFormAsync("local");
        var unknown = await OpenFormAsync("local");

        await known.PressAsync("Sign in", ("login", SignInServer.Bob), ("password", "wrong"));
        await unknown.PressAsync("Sign in", ("login", "nemo@example.com"), ("password", "wrong"));

        Assert.Equal(Without(known, SignInServer.Bob), Without(unknown, "nemo@example.com"));
        Assert.Equal(401, unknown.Status);

        static string Without(BrowserWalk browser, string name)
        {
            using var page = browser.Page;
            return page.QuerySelector("main")!.InnerHtml.Replace(name, "NAME", StringComparison.Ordinal)
                .Replace(browser.Parameter("state"), "STATE", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/auth/pass/login", 400, "flow.state_missing")]
    [InlineData("/auth/pass/login?state=", 400, "flow.state_missing")]
    [InlineData("/auth/pass/login?state=unknown", 400, "flow.request_gone")]
    [InlineData("/auth/pass/login?state=%00", 400, "flow.request_gone")]
    [InlineData("/auth/local/login?state=ID", 400, "flow.connector_differs")]
    [InlineData("/auth/none/login?state=ID", 400, "flow.connector_differs")]
    [InlineData("/auth/%ff/login?state=ID", 400, "flow.connector_differs")]
    public async Task An_address_that_names_no_request_of_this_connector_is_an_error(string target, int status, string rule)
    {
        var browser = await OpenFormAsync("pass");
        var address = target.Replace("ID", browser.Parameter("state"), StringComparison.Ordinal);

        await browser.GoAsync(address);
        AssertPage(browser, status, rule);
        await browser.PostAsync(address, ("login", "kilgore"), ("password", "trout"));
        AssertPage(browser, status, rule);
    }

    [Fact]
    public async Task Which_request_it_is_stands_in_the_query_alone()
    {
        var browser = await OpenFormAsync("pass");

        await browser.PostAsync("/auth/pass/login", ("state", browser.Parameter("state")), ("login", "kilgore"), ("password", "trout"));

        AssertPage(browser, 400, "flow.state_missing");
    }

    [Fact]
    public async Task A_connector_without_passwords_has_no_form()
    {
        var browser = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));

        await browser.GoAsync("/auth/mock/login" + new Uri(browser.Location!).Query);

        AssertPage(browser, 400, "flow.connector_kind");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Other_methods_are_refused(string method)
    {
        var browser = await OpenFormAsync("pass");

        await browser.SendAsync(method, browser.Address.AbsoluteUri);

        Assert.Equal((400, "flow.method"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
    }

    [Fact]
    public async Task A_connector_that_cannot_check_is_a_generic_fault_and_the_cause_is_in_the_log_alone()
    {
        await StartAsync(SignInServer.WithFakes);
        var browser = await OpenFormAsync(FakeConnectors.Checkless);

        await browser.PressAsync("Sign in", ("login", "jane"), ("password", "secret"));

        AssertPage(browser, 500, "login.check_failed");
        Assert.DoesNotContain("db.internal", browser.Text, StringComparison.Ordinal);
        Assert.Contains("db.internal", Dex.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dex/auth?client_id=web", true)]
    [InlineData("/elsewhere", true)]
    [InlineData("//evil.example.com", false)]
    [InlineData("/\\evil.example.com", false)]
    [InlineData("https://evil.example.com/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("evil", false)]
    [InlineData("/\t/evil.example.com", false)]
    [InlineData("", false)]
    public async Task A_way_back_is_offered_only_where_it_stays_on_this_host(string back, bool offered)
    {
        var browser = await OpenFormAsync("pass");

        await browser.GoAsync($"/auth/pass/login?state={browser.Parameter("state")}&back={Uri.EscapeDataString(back)}");

        using var page = browser.Page;
        var link = page.QuerySelector("a.theme-link-back");
        Assert.Equal((200, offered), (browser.Status, link is not null));
        if (link is not null)
        {
            Assert.Equal(new Uri(browser.Address, back), new Uri(browser.Address, link.GetAttribute("href")));
        }

        Assert.DoesNotContain("href=\"https://evil", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_the_client_expects_is_filled_in()
    {
        var browser = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web, ("login_hint", "kilgore\"")));

        using var page = browser.Page;
        Assert.Equal("kilgore\"", page.QuerySelector("#login")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Too_many_attempts_are_told_to_wait_whether_the_pair_is_right_or_not()
    {
        await StartAsync(SignInServer.Settings with { Limits = "consoleSignIn: {perAccount: 2}" });
        var browser = await OpenFormAsync("pass");
        await browser.PressAsync("Sign in", ("login", "kilgore"), ("password", "wrong"));
        await browser.PressAsync("Sign in", ("login", "Kilgore "), ("password", "wrong"));

        await browser.PressAsync("Sign in", ("login", "kilgore"), ("password", "trout"));

        Assert.Equal((429, "limit.sign_ins"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.InRange(int.Parse(browser.Answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 300);
        Assert.Contains("Too many attempts.", browser.Text, StringComparison.Ordinal);
    }

    private Task<BrowserWalk> OpenFormAsync(string connector) => OpenAsync($"/auth/{connector}" + Parameters.Asking(SignInServer.Web));
}
