using Dex.Domain.Connectors;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.6: a request arrives at a connector, is judged, stored and sent on.</summary>
public sealed class ConnectorStartTests(SignInServer shared, FakeUpstreams upstreams) : SignInTest(shared), IClassFixture<FakeUpstreams>
{
    [Fact]
    public async Task A_redirect_connector_sends_the_browser_away_with_the_callback_and_the_requests_id()
    {
        var browser = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));

        Assert.Equal(302, browser.Status);
        Assert.Matches($"^{Dex.Issuer}/callback\\?state=[a-z0-9]{{20,}}$", browser.Location);
    }

    [Fact]
    public async Task A_password_connector_sends_to_its_form_with_the_way_back_to_the_other_connectors()
    {
        var browser = await GoAsync("/auth/pass" + Parameters.Asking(SignInServer.Web, ("connector_id", "pass")));

        Assert.Equal(302, browser.Status);
        Assert.StartsWith(
            "/dex/auth/pass/login?back=" + Uri.EscapeDataString(
                "/dex/auth?client_id=web&nonce=n1&redirect_uri=https%3A%2F%2Fweb.example.com%2Fcallback"
                + "&response_type=code&scope=openid&state=s1") + "&state=",
            browser.Location,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_other_connector_there_is_no_way_back()
    {
        await StartAsync(SignInServer.Settings with
        {
            More = "connectors: [{type: mockPassword, id: pass, name: Directory, config: {username: kilgore, password: trout}}]",
        });

        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web));

        Assert.Equal(("/dex/auth/pass/login", ""), (browser.Address.AbsolutePath, browser.Parameter("back")));
        Assert.DoesNotContain("Other ways", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_start_is_a_request_of_its_own()
    {
        var first = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));
        var second = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));

        Assert.NotEqual(first.Location, second.Location);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_a_link_begins_a_sign_in(string method)
    {
        var browser = Browser();

        await browser.SendAsync(method, "/auth/mock" + Parameters.Asking(SignInServer.Web));

        AssertPage(browser, 400, "flow.method");
    }

    // Each row has the fault of every row below it too, so that only the order decides.
    [Theory]
    [InlineData("%ff", SignInServer.Picky, "email", "none", "scope.openid_missing")]
    [InlineData("%ff", SignInServer.Picky, "openid", "none", "connector.malformed_id")]
    [InlineData("closed", SignInServer.Picky, "openid", "none", "connector.forbidden")]
    [InlineData("none", SignInServer.Web, "openid", "none", "connector.not_found")]
    [InlineData("closed", SignInServer.Web, "openid", "none", "connector.unavailable")]
    [InlineData("mute", SignInServer.Web, "openid", "none", "connector.unavailable")]
    [InlineData("codes", SignInServer.Web, "openid", "none", "connector.grant_not_allowed")]
    [InlineData("pass", SignInServer.Web, "openid", "none", "connector.contradicted")]
    [InlineData("mock", SignInServer.Web, "openid", "none", "prompt.login_required")]
    [InlineData("unstartable", SignInServer.Web, "openid", null, "upstream.start_failed")]
    public async Task The_checks_come_in_the_order_of_the_specification(string segment, string client, string scope, string? prompt, string rule)
    {
        Use(upstreams.Server);

        var browser = await GoAsync($"/auth/{segment}" + Parameters.Asking(
            client, ("scope", scope), ("prompt", prompt), ("response_type", "id_token"), ("connector_id", segment is "unstartable" ? null : "mock")));

        Assert.Equal(rule, Dex.RefusalOf(browser.Answer).Rule.Id);
    }

    [Fact]
    public async Task No_page_says_what_is_wrong_with_a_connector()
    {
        Use(upstreams.Server);

        foreach (var connector in new[] { FakeConnectors.Closed, FakeConnectors.Unstartable })
        {
            var browser = await GoAsync($"/auth/{connector}" + Parameters.Asking(SignInServer.Web));

            Assert.DoesNotContain("db.internal", browser.Text, StringComparison.Ordinal);
            Assert.Contains("db.internal", string.Concat(Dex.Log.Of(browser.Answer.RequestId())), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connector_is_told_the_callback_the_hint_and_whether_offline_access_and_groups_were_asked_for()
    {
        Use(upstreams.Server);
        var fakes = upstreams.Connectors;

        await GoAsync($"/auth/{FakeConnectors.Watching}" + Parameters.Asking(
            SignInServer.Web, ("login_hint", "jane"), ("scope", "openid offline_access groups")));
        Assert.Equal(
            (new ConnectorScopes(OfflineAccess: true, Groups: true), Dex.Issuer + "/callback", "jane"),
            (fakes.Request!.Scopes, fakes.Request.CallbackUrl, fakes.Request.LoginHint));

        await GoAsync($"/auth/{FakeConnectors.Watching}" + Parameters.Asking(SignInServer.Web));
        Assert.Equal((new ConnectorScopes(OfflineAccess: false, Groups: false), ""), (fakes.Request.Scopes, fakes.Request.LoginHint));
    }
}
