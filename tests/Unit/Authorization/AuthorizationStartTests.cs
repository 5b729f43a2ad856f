using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>The door of one connector (protocol 4.6), row by row.</summary>
public sealed class AuthorizationStartTests
{
    private readonly FlowBench _bench = new(
        null, new TestTokenConnector(GivenFlow.Connector("exchange")), new TestTokenConnector(GivenFlow.Connector("narrow", null, "refresh_token")));

    [Fact]
    public async Task The_request_is_stored_and_the_person_sent_to_the_provider()
    {
        (await StartAsync("up", ("scope", "openid offline_access"), ("login_hint", "jane"))).AssertOnward("https://upstream.example/authorize?x=1", 302);

        var stored = Assert.Single(_bench.Requests.All);
        Assert.Equal(("app", "up", null, Given.Now.AddHours(24)), (stored.ClientId, stored.ConnectorId, stored.ConnectorData, stored.ExpiresAt));
        Assert.Equal(
            new UpstreamRequest(new ConnectorScopes(true, false), "https://id.example.com/dex/callback", stored.Id, "jane"), Assert.Single(_bench.Up.Started));
    }

    [Fact]
    public async Task What_the_connector_wants_to_find_again_is_kept()
    {
        _bench.Up.Away = new UpstreamRedirect("https://upstream.example/", "verifier");

        await StartAsync("up");

        Assert.Equal("verifier", Assert.Single(_bench.Requests.All).ConnectorData);
    }

    [Fact]
    public async Task A_password_connector_has_a_page_of_ours_with_a_way_back_to_the_others()
    {
        var outcome = await StartAsync("ldap", ("connector_id", "ldap"), ("state", "a b"));

        var id = Assert.Single(_bench.Requests.All).Id;
        outcome.AssertOnward(
            "/dex/auth/ldap/login?back=%2Fdex%2Fauth%3Fclient_id%3Dapp%26redirect_uri%3Dhttps%253A%252F%252Fapp.example%252Fcb"
            + $"%26response_type%3Dcode%26scope%3Dopenid%26state%3Da%2Bb&state={id}",
            302);
    }

    [Fact]
    public async Task Without_others_there_is_no_way_back_unless_the_chooser_is_always_shown()
    {
        _bench.App = _bench.App with { AllowedConnectors = ["ldap"] };
        Assert.Contains("/login?back=&state=", Assert.IsType<Onward>(await StartAsync("ldap")).Location, StringComparison.Ordinal);

        var always = new FlowBench(Given.File() with { AlwaysShowsChooser = true });
        always.App = always.App with { AllowedConnectors = ["ldap"] };
        Assert.Contains(
            "/login?back=%2Fdex%2Fauth%3F",
            Assert.IsType<Onward>(await StartAsync(always, "ldap")).Location,
            StringComparison.Ordinal);
    }

    // L1, and L2 behind it. Here an unknown client is 404.
    [Fact]
    public async Task The_request_is_judged_before_the_connector_is_looked_at()
    {
        (await StartAsync(null, ("client_id", "nobody"))).AssertPage("client.unknown", 404);
        (await StartAsync("nowhere", ("redirect_uri", "https://evil.example/"))).AssertPage("redirect_uri.unregistered", 400);
        (await StartAsync(null, ("scope", "email"))).AssertTold("scope.openid_missing", "invalid_scope");
        (await StartAsync(null, ("prompt", "none"))).AssertPage("connector.malformed_id", 400);
        Assert.Empty(_bench.Requests.All);
    }

    [Fact]
    public async Task A_connector_that_the_client_does_not_allow_is_forbidden_also_when_it_is_broken_or_does_not_exist()
    {
        _bench.App = _bench.App with { AllowedConnectors = ["up"] };
        _bench.Connectors.Broken.Add("ldap");

        (await StartAsync("ldap")).AssertPage("connector.forbidden", 403);
        (await StartAsync("nowhere")).AssertPage("connector.forbidden", 403);
        (await StartAsync("UP")).AssertPage("connector.forbidden", 403);
        Assert.IsType<Onward>(await StartAsync("up"));
    }

    [Fact]
    public async Task A_connector_that_does_not_exist_is_not_found_also_when_the_client_names_it()
    {
        (await StartAsync("nowhere")).AssertPage("connector.not_found", 400);
        _bench.App = _bench.App with { AllowedConnectors = ["up", "nowhere"] };
        (await StartAsync("nowhere")).AssertPage("connector.not_found", 400);
    }

    [Fact]
    public async Task A_connector_that_fails_to_open_is_a_page_and_a_line_in_the_log()
    {
        _bench.Connectors.Broken.Add("up");

        (await StartAsync("up", ("connector_id", "ldap"), ("response_mode", "fragment"))).AssertPage("connector.unavailable", 400);

        Assert.Equal((LogLevel.Error, "failed to open connector up"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
        Assert.Empty(_bench.Requests.All);
    }

    [Fact]
    public async Task A_connector_with_which_nobody_signs_in_in_a_browser_is_unavailable_before_its_grants_are_asked()
    {
        (await StartAsync("exchange")).AssertPage("connector.unavailable", 400);
        (await StartAsync("narrow")).AssertPage("connector.unavailable", 400);
    }

    // L5 and L6: by the flow's name, a hybrid request being implicit.
    [Theory]
    [InlineData("authorization_code", "code", null)]
    [InlineData("implicit", "code", "authorization_code")]
    [InlineData("authorization_code", "id_token", "implicit")]
    [InlineData("authorization_code", "code id_token", "implicit")]
    [InlineData("implicit", "code id_token", null)]
    [InlineData("refresh_token", "code", "authorization_code")]
    [InlineData("", "code id_token", null)]
    public async Task A_connector_serves_the_flows_that_it_lists(string grants, string responseType, string? missing)
    {
        var connector = new TestRedirectConnector(GivenFlow.Connector("listed", null, grants.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var outcome = await StartWithAsync(connector, ("response_type", responseType), ("nonce", "n"));

        if (missing is null)
        {
            Assert.IsType<Onward>(outcome);
        }
        else
        {
            Assert.Equal(missing, outcome.AssertPage("connector.grant_not_allowed", 400).Error.Received);
        }
    }

    [Fact]
    public async Task The_grants_of_the_connector_are_asked_before_it_is_compared_with_the_connector_id()
    {
        var narrow = new TestRedirectConnector(GivenFlow.Connector("listed", null, "implicit"));

        (await StartWithAsync(narrow, ("connector_id", "up"))).AssertPage("connector.grant_not_allowed", 400);
    }

    [Fact]
    public async Task A_connector_id_that_says_something_else_than_the_address_is_refused()
    {
        (await StartAsync("up", ("connector_id", "ldap"))).AssertPage("connector.contradicted", 400);
        (await StartAsync("up", ("connector_id", "ldap"), ("prompt", "none"))).AssertPage("connector.contradicted", 400);
        Assert.Empty(_bench.Requests.All);

        Assert.IsType<Onward>(await StartAsync("up", ("connector_id", "up")));
        Assert.IsType<Onward>(await StartAsync("up", ("connector_id", "")));
    }

    // F-15.
    [Theory]
    [InlineData("up", true)]
    [InlineData("ldap", true)]
    [InlineData("up", false)]
    public async Task Who_may_be_shown_no_page_has_to_sign_in_and_nothing_is_stored(string connector, bool isGet)
    {
        var outcome = await _bench.Start.StartAsync(
            GivenFlow.Parameters(("prompt", " none ")), connector, isGet, FlowBench.Address, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal("app", outcome.AssertTold("prompt.login_required", "login_required").Error.ClientId);
        Assert.Empty(_bench.Requests.All);
        Assert.Empty(_bench.Up.Started);
    }

    [Fact]
    public async Task Another_method_is_refused_after_the_request_was_stored()
    {
        var outcome = await _bench.Start.StartAsync(GivenFlow.Parameters(), "up", isGet: false, FlowBench.Address, Xunit.TestContext.Current.CancellationToken);

        outcome.AssertPage("flow.method", 400);
        Assert.Single(_bench.Requests.All);
        Assert.Empty(_bench.Up.Started);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_a_page_that_tells_nothing_of_the_cause()
    {
        _bench.Up.Failure = new ConnectorException("no route to upstream.internal");

        var failure = (await StartAsync("up")).AssertPage("upstream.start_failed", 500);

        Assert.DoesNotContain("upstream.internal", failure.Sentence + failure.Advice, StringComparison.Ordinal);
        Assert.Equal((LogLevel.Error, "failed to start the login up"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
    }

    [Fact]
    public async Task The_console_comes_by_its_administrators_connectors_only()
    {
        (string, string?)[] console = [("client_id", ConsoleClient.Id), ("redirect_uri", "/console/callback"), ("code_challenge", "c")];

        Assert.StartsWith("/dex/auth/ldap/login?", Assert.IsType<Onward>(await StartAsync("ldap", console)).Location, StringComparison.Ordinal);
        (await StartAsync("up", console)).AssertPage("connector.forbidden", 403);
        (await StartAsync("nowhere", console)).AssertPage("connector.not_found", 400);
    }

    private Task<FlowOutcome> StartAsync(string? connector, params (string Name, string? Value)[] changes) => StartAsync(_bench, connector, changes);

    private static Task<FlowOutcome> StartAsync(FlowBench bench, string? connector, params (string Name, string? Value)[] changes) =>
        bench.Start.StartAsync(GivenFlow.Parameters(changes), connector, isGet: true, FlowBench.Address, Xunit.TestContext.Current.CancellationToken);

    private static Task<FlowOutcome> StartWithAsync(TestRedirectConnector connector, params (string Name, string? Value)[] changes) =>
        StartAsync(new FlowBench(FlowBench.Serving("code", "id_token"), connector), connector.Description.Id, changes);
}
