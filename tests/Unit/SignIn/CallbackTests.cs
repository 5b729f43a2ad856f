using Dex.Domain.Connectors;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.8: the browser comes back from the upstream provider.</summary>
public sealed class CallbackTests(SignInServer shared, FakeUpstreams upstreams) : SignInTest(shared), IClassFixture<FakeUpstreams>
{
    private FakeConnectors Fakes => upstreams.Connectors;

    public override ValueTask InitializeAsync()
    {
        Use(upstreams.Server);
        Fakes.Reset();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("/callback", 400, "flow.state_missing")]
    [InlineData("/callback?state=", 400, "flow.state_missing")]
    [InlineData("/callback?RelayState=ID", 400, "flow.state_missing")]
    [InlineData("/callback?state=unknown", 400, "flow.request_gone")]
    [InlineData("/callback/watching?state=unknown", 400, "flow.request_gone")]
    [InlineData("/callback/mock?state=ID", 400, "flow.connector_differs")]
    [InlineData("/callback/%ff?state=ID", 400, "flow.connector_differs")]
    public async Task An_address_that_names_no_request_of_this_connector_is_an_error(string target, int status, string rule)
    {
        var state = await BeginAsync(FakeConnectors.Watching);

        AssertPage(await OpenAsync(target.Replace("ID", state, StringComparison.Ordinal)), status, rule);
        Assert.Null(Fakes.Answer);
    }

    [Theory]
    [InlineData("state", "flow.state_missing")]
    [InlineData("RelayState", "flow.method")]
    public async Task A_post_names_its_request_by_relay_state_and_is_no_way_back_from_a_redirect(string field, string rule)
    {
        var state = await BeginAsync(FakeConnectors.Watching);
        var browser = Browser();

        await browser.PostAsync("/callback", (field, state));

        AssertPage(browser, 400, rule);
        Assert.Null(Fakes.Answer);
    }

    [Fact]
    public async Task Other_methods_are_refused_before_anything_is_looked_at()
    {
        var browser = Browser();

        await browser.SendAsync("PUT", "/callback");

        AssertPage(browser, 400, "flow.method");
    }

    [Fact]
    public async Task A_request_of_a_password_connector_has_no_callback()
    {
        var form = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));

        AssertPage(await OpenAsync($"/callback?state={form.Parameter("state")}"), 400, "flow.connector_kind");
    }

    [Fact]
    public async Task A_good_answer_leads_to_the_dispatcher_and_hands_the_connector_all_it_left_and_all_that_came()
    {
        var state = await BeginAsync(FakeConnectors.Watching, ("scope", "openid groups"));

        var browser = await GoAsync($"/callback?state={state}&code=upstream%20code&session=7");

        Assert.Equal(303, browser.Status);
        Assert.Matches("^/dex/auth\\?hmac=[A-Za-z0-9_-]{43}&req=[a-z0-9]{20,}$", browser.Location);
        Assert.Equal(
            (new ConnectorScopes(OfflineAccess: false, Groups: true), "data of the start", Dex.Issuer + "/callback", "upstream code", "7"),
            (Fakes.Answer!.Scopes, Fakes.Answer.ConnectorData, Fakes.Answer.CallbackUrl,
                Fakes.Answer.Query.Text("code"), Fakes.Answer.Query.Text("session")));
    }

    [Theory]
    [InlineData("/callback", false)]
    [InlineData("/callback/watching", true)]
    public async Task Headers_that_vouch_for_a_person_survive_only_where_the_address_names_the_connector(string route, bool survive)
    {
        var state = await BeginAsync(FakeConnectors.Watching);

        using var answer = await Dex.GetAsync(
            $"{route}?state={state}", null, ("X-Remote-User", "root"), ("x-remote-group", "wheel"), ("X-Remotely", "other"), ("Via", "proxy"));

        Assert.Equal(303, (int)answer.StatusCode);
        var headers = Fakes.Answer!.Headers;
        Assert.Equal((survive, survive), (headers.ContainsKey("x-remote-user"), headers.ContainsKey("X-Remote-Group")));
        Assert.Equal(("other", "proxy"), (headers["X-Remotely"], headers["Via"]));
    }

    // F-20.
    [Theory]
    [InlineData(FakeConnectors.Denying, "access_denied", "upstream.denied")]
    [InlineData(FakeConnectors.Failing, "server_error", "upstream.failed")]
    public async Task A_sign_in_that_failed_upstream_is_told_to_the_client_without_its_cause(string connector, string error, string rule)
    {
        var plain = await OpenAsync($"/callback?state={await BeginAsync(connector)}&error=access_denied");
        var hybrid = await OpenAsync($"/callback?state={await BeginAsync(connector, ("response_type", "code id_token"))}");

        AssertTold(plain, error, rule);
        AssertTold(hybrid, error, rule, "fragment");
        Assert.DoesNotContain("db.internal", plain.Location, StringComparison.Ordinal);
        Assert.Contains("db.internal", string.Concat(Dex.Log.Of(plain.Answer.RequestId())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_none_of_the_required_groups_is_told_so()
    {
        var browser = await OpenAsync($"/callback?state={await BeginAsync(FakeConnectors.Groupless)}");

        AssertPage(browser, 403, "upstream.required_groups");
        Assert.Contains("none of the groups", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_answer_does_not_end_the_sign_in()
    {
        var state = await BeginAsync(FakeConnectors.Watching);
        AssertPage(await OpenAsync($"/callback/mock?state={state}"), 400, "flow.connector_differs");

        var browser = await OpenAsync($"/callback?state={state}");

        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    [Fact]
    public async Task Somebody_who_is_blocked_is_not_let_in_and_may_come_back_when_the_block_is_over()
    {
        Fakes.Person = Fakes.Person with { UserId = "blocked" };
        await OpenAsync($"/callback?state={await BeginAsync(FakeConnectors.Watching)}");
        await Dex.BlockAsync(FakeConnectors.Watching, Fakes.Person.UserId, DateTimeOffset.UtcNow.AddHours(1));

        var blocked = await OpenAsync($"/callback?state={await BeginAsync(FakeConnectors.Watching)}");
        AssertPage(blocked, 403, "login.blocked");
        Assert.Contains(Dex.Log.Of(blocked.Answer.RequestId()), line => line.GetProperty("level").GetString() == "WARN");

        await Dex.BlockAsync(FakeConnectors.Watching, Fakes.Person.UserId, DateTimeOffset.UtcNow.AddHours(-1));
        Assert.NotEmpty(ClientAnswer.Of(await OpenAsync($"/callback?state={await BeginAsync(FakeConnectors.Watching)}")).Code);
    }

    [Fact]
    public async Task A_sign_in_is_logged_with_who_it_was_and_an_unverified_address_is_marked()
    {
        Fakes.Person = Fakes.Person with { EmailVerified = false, Groups = ["staff"], PreferredUsername = "jj" };

        var browser = await GoAsync($"/callback?state={await BeginAsync(FakeConnectors.Watching)}");

        var line = Assert.Single(
            Dex.Log.Of(browser.Answer.RequestId()),
            line => line.GetProperty("msg").GetString()!.StartsWith("login successful", StringComparison.Ordinal));
        Assert.Equal(
            ("INFO", "watching", "u1", "Jane", "jj", "jane@example.com (unverified)"),
            (Text("level"), Text("connector_id"), Text("user_id"), Text("username"), Text("preferred_username"), Text("email")));

        string? Text(string name) => line.GetProperty(name).GetString();
    }

    // The id of a request that waits for the upstream provider.
    private async Task<string> BeginAsync(string connector, params (string Name, string? Value)[] changes)
    {
        var browser = await GoAsync($"/auth/{connector}" + Parameters.Asking(SignInServer.Web, changes));
        return browser.Location!.Split("state=")[1];
    }
}
