using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>Which connector a request goes to (protocol 4.2, E4 to E12).</summary>
public sealed class ConnectorChoiceTests
{
    private const string Query = "client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&scope=openid&state=xyz";

    [Fact]
    public async Task Several_connectors_are_shown_by_name_without_regard_to_case_and_with_the_whole_request()
    {
        var bench = new FlowBench(null, Named("1", "beta"), Named("2", "Alpha"), Named("3", "ALPHA"), Named("a b/c%", "gamma"));

        var shown = Assert.IsType<ChooserShown>(await ChooseAsync(bench, ("x", "a b")));

        Assert.Equal(["2", "3", "1", "a b/c%", "ldap", "up"], shown.Choices.Select(choice => choice.Connector.Id));
        Assert.Equal($"/dex/auth/2?{Query}&x=a+b", shown.Choices[0].Url);
        Assert.Equal($"/dex/auth/a%20b%2Fc%25?{Query}&x=a+b", shown.Choices[3].Url);
        Assert.Equal(("app", "app.example"), (shown.Client.Id, shown.ReturnHost));
    }

    // Not validated before the chooser, so that no wrong host may lend its name to the page.
    [Fact]
    public async Task A_request_with_a_fault_gets_the_chooser_too_and_promises_no_return_to_a_strange_host()
    {
        var shown = Assert.IsType<ChooserShown>(await ChooseAsync(new FlowBench(), ("redirect_uri", "https://evil.example/cb"), ("scope", "bogus")));

        Assert.Equal("", shown.ReturnHost);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_unknown_client_is_a_page_of_400_here(string? clientId) =>
        (await ChooseAsync(new FlowBench(), ("client_id", clientId), ("connector_id", "nowhere"))).AssertPage("client.unknown", 400);

    [Fact]
    public async Task A_client_that_is_switched_off_is_a_page() =>
        (await ChooseAsync(new FlowBench(), ("client_id", "off"), ("connector_id", "up"))).AssertPage("client.disabled", 400);

    [Fact]
    public async Task A_client_that_no_connector_may_serve_is_a_page()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { AllowedConnectors = ["nowhere"] };

        (await ChooseAsync(bench)).AssertPage("connector.none_for_client", 400);
        (await ChooseAsync(bench, ("connector_id", "nowhere"))).AssertPage("connector.none_for_client", 400);
        (await ChooseAsync(bench, ("prompt", "none"))).AssertPage("connector.none_for_client", 400);
    }

    [Fact]
    public async Task A_server_without_connectors_has_no_way_to_sign_in() =>
        (await ChooseAsync(Only(), ("connector_id", "up"))).AssertPage("connector.none_for_client", 400);

    [Theory]
    [InlineData("code", "codes")]
    [InlineData("id_token", "tokens")]
    [InlineData("code id_token", "tokens")]
    public async Task Connectors_that_do_not_serve_the_flow_are_left_out(string responseType, string left)
    {
        var bench = Only(
            new TestRedirectConnector(GivenFlow.Connector("codes", null, "authorization_code", "refresh_token")),
            new TestRedirectConnector(GivenFlow.Connector("tokens", null, "implicit")));

        Assert.StartsWith(
            $"/dex/auth/{left}?",
            Assert.IsType<Onward>(await ChooseAsync(bench, ("response_type", responseType))).Location,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connector_that_was_asked_for_is_gone_to_at_once_and_no_longer_asked_for()
    {
        var bench = new FlowBench(Given.File() with { AlwaysShowsChooser = true }, Named("a b/c%", "odd"));

        (await ChooseAsync(bench, ("connector_id", "ldap"))).AssertOnward($"/dex/auth/ldap?{Query}", 302);
        (await ChooseAsync(bench, ("connector_id", "a b/c%"))).AssertOnward($"/dex/auth/a%20b%2Fc%25?{Query}", 302);
        (await ChooseAsync(bench, ("connector_id", "up"), ("x", "y"))).AssertOnward($"/dex/auth/up?{Query}&x=y", 302);
    }

    [Fact]
    public async Task A_connector_that_is_not_offered_cannot_be_asked_for()
    {
        var bench = new FlowBench(null, new TestTokenConnector(GivenFlow.Connector("implicit", null, "implicit")));
        bench.App = bench.App with { AllowedConnectors = ["up", "implicit"] };

        (await ChooseAsync(bench, ("connector_id", "ldap"))).AssertPage("connector.not_offered", 400);
        (await ChooseAsync(bench, ("connector_id", "implicit"))).AssertPage("connector.not_offered", 400);
        (await ChooseAsync(bench, ("connector_id", "nowhere"))).AssertPage("connector.not_offered", 400);
        (await ChooseAsync(bench, ("connector_id", "UP"), ("prompt", "none"))).AssertPage("connector.not_offered", 400);
    }

    [Fact]
    public async Task A_single_connector_is_gone_to_at_once_unless_the_chooser_is_always_shown()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { AllowedConnectors = ["ldap"] };
        (await ChooseAsync(bench)).AssertOnward($"/dex/auth/ldap?{Query}", 302);

        var always = new FlowBench(Given.File() with { AlwaysShowsChooser = true });
        always.App = always.App with { AllowedConnectors = ["ldap"] };
        Assert.Equal("ldap", Assert.Single(Assert.IsType<ChooserShown>(await ChooseAsync(always)).Choices).Connector.Id);
    }

    // F-15: where the chooser would be shown; one connector decides for itself.
    [Fact]
    public async Task Who_may_be_shown_no_page_has_to_sign_in()
    {
        (await ChooseAsync(new FlowBench(), ("prompt", "none"))).AssertTold("prompt.login_required", "login_required");
        (await ChooseAsync(new FlowBench(), ("prompt", "none"), ("response_mode", "fragment")))
            .AssertTold("prompt.login_required", "login_required", ResponseMode.Fragment);
        Assert.IsType<Onward>(await ChooseAsync(Only(new TestRedirectConnector(GivenFlow.Connector("up"))), ("prompt", "none")));
        Assert.IsType<Onward>(await ChooseAsync(new FlowBench(), ("prompt", "none"), ("connector_id", "up")));
    }

    [Fact]
    public async Task Before_anything_is_told_the_request_is_judged()
    {
        (await ChooseAsync(new FlowBench(), ("prompt", "none"), ("redirect_uri", "https://evil.example/"))).AssertPage("redirect_uri.unregistered", 400);
        (await ChooseAsync(new FlowBench(), ("prompt", "none"), ("scope", "bogus"))).AssertTold("scope.openid_missing", "invalid_scope");
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    [InlineData("none login")]
    [InlineData("magic")]
    public async Task Any_other_prompt_shows_the_chooser(string prompt) =>
        Assert.IsType<ChooserShown>(await ChooseAsync(new FlowBench(), ("prompt", prompt)));

    [Fact]
    public async Task The_console_is_offered_its_administrators_connectors_only()
    {
        var outcome = await ChooseAsync(new FlowBench(), ("client_id", ConsoleClient.Id), ("redirect_uri", "/console/callback"));

        Assert.StartsWith("/dex/auth/ldap?client_id=dex-console&", Assert.IsType<Onward>(outcome).Location, StringComparison.Ordinal);
    }

    private static Task<FlowOutcome> ChooseAsync(FlowBench bench, params (string Name, string? Value)[] changes) =>
        bench.Choice.ChooseAsync(GivenFlow.Parameters(changes), FlowBench.Address, Xunit.TestContext.Current.CancellationToken).AsTask();

    private static TestTokenConnector Named(string id, string name) => new(GivenFlow.Connector(id, name));

    private static FlowBench Only(params TestRedirectConnector[] connectors) => FlowBench.With(connectors);
}
