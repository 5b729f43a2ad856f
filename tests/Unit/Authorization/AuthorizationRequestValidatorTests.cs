using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>Every row of protocol 4.4 by itself: the rule, what is told, and whom.</summary>
public sealed class AuthorizationRequestValidatorTests
{
    private static readonly string[] Everything = ["code", "token", "id_token"];

    [Fact]
    public async Task A_request_without_faults_passes()
    {
        var validation = await new FlowBench().ValidateAsync();

        Assert.False(validation.Failed);
        Assert.Equal("app", validation.Client.Id);
    }

    // V2. The two doors differ in the status.
    [Theory]
    [InlineData("nobody", 404)]
    [InlineData("nobody", 400)]
    [InlineData("", 404)]
    [InlineData(null, 404)]
    [InlineData("App", 404)]
    public async Task An_unknown_client_is_displayed(string? clientId, int status)
    {
        var validation = await new FlowBench().Validator.ValidateAsync(
            GivenFlow.Parameters(("client_id", clientId)), status, FlowBench.Address, Xunit.TestContext.Current.CancellationToken);

        var error = validation.Failure.AssertPage("client.unknown", status).Error;
        Assert.Equal((clientId ?? "", false), (error.ClientId, error.ClientIsKnown));
    }

    [Fact]
    public async Task A_client_that_is_switched_off_is_displayed_at_both_doors_alike() =>
        (await new FlowBench().ValidateAsync(("client_id", "off"))).Failure.AssertPage("client.disabled", 400);

    // V3. The address was decoded once, by reading the form.
    [Theory]
    [InlineData("https://evil.example/cb")]
    [InlineData("https%3A%2F%2Fapp.example%2Fcb")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_address_that_is_not_registered_is_displayed(string? redirectUri)
    {
        var error = (await new FlowBench().ValidateAsync(("redirect_uri", redirectUri))).Failure.AssertPage("redirect_uri.unregistered", 400).Error;

        Assert.Equal(("app", true, GivenFlow.Callback, redirectUri ?? ""), (error.ClientId, error.ClientIsKnown, error.Expected, error.Received));
    }

    [Fact]
    public async Task An_address_that_would_run_is_displayed_although_it_is_registered()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { RedirectUris = ["javascript:alert(1)"] };

        (await bench.ValidateAsync(("redirect_uri", "javascript:alert(1)"))).Failure.AssertPage("redirect_uri.unusable", 400);
    }

    // V5 to V20.
    [Theory]
    [InlineData("connector_id", "nowhere", "connector.unknown", "invalid_request")]
    [InlineData("connector_id", "UP", "connector.unknown", "invalid_request")]
    [InlineData("request", "eyJ", "request.object_unsupported", "request_not_supported")]
    [InlineData("request_uri", "urn:x", "request.uri_unsupported", "request_uri_not_supported")]
    [InlineData("scope", null, "scope.openid_missing", "invalid_scope")]
    [InlineData("scope", "email profile", "scope.openid_missing", "invalid_scope")]
    [InlineData("scope", "OpenID", "scope.openid_missing", "invalid_scope")]
    [InlineData("scope", "openid bogus", "scope.unknown", "invalid_scope")]
    [InlineData("scope", "openid audience:server:client_id:vault", "audience.untrusted", "invalid_scope")]
    [InlineData("response_type", "magic", "response_type.unknown", "invalid_request")]
    [InlineData("response_type", null, "response_type.missing", "invalid_request")]
    [InlineData("response_type", " ", "response_type.missing", "invalid_request")]
    [InlineData("response_mode", "web_message", "response_mode.invalid", "invalid_request")]
    [InlineData("response_mode", "Query", "response_mode.invalid", "invalid_request")]
    [InlineData("prompt", "magic", "prompt.invalid", "invalid_request")]
    [InlineData("prompt", "none login", "prompt.invalid", "invalid_request")]
    [InlineData("max_age", "-1", "max_age.invalid", "invalid_request")]
    [InlineData("max_age", "soon", "max_age.invalid", "invalid_request")]
    [InlineData("id_token_hint", "forged", "id_token_hint.invalid", "invalid_request")]
    public async Task A_fault_is_told_to_the_client(string name, string? value, string rule, string code)
    {
        var failure = (await new FlowBench().ValidateAsync((name, value))).Failure.AssertTold(rule, code);

        Assert.Equal("xyz", failure.Response.Member("state"));
        Assert.NotEmpty(failure.Response.Member("error_description")!);
        Assert.StartsWith($"{GivenFlow.Callback}?error=", failure.Response.Location, StringComparison.Ordinal);
        Assert.Equal(("app", true), (failure.Error.ClientId, failure.Error.ClientIsKnown));
    }

    [Theory]
    [InlineData("token", "response_type.token_alone", "invalid_request")]
    [InlineData("id_token", "nonce.missing", "invalid_request")]
    [InlineData("id_token token", "nonce.missing", "invalid_request")]
    [InlineData("token magic", "response_type.unknown", "invalid_request")]
    public async Task A_fault_of_an_answer_with_tokens_is_told_in_the_fragment(string responseType, string rule, string code)
    {
        var failure = (await new FlowBench(FlowBench.Serving(Everything)).ValidateAsync(("response_type", responseType)))
            .Failure.AssertTold(rule, code, ResponseMode.Fragment);

        Assert.StartsWith($"{GivenFlow.Callback}#error=", failure.Response.Location, StringComparison.Ordinal);
    }

    // F-13: any fault, and also when the server does not serve the type.
    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    [InlineData("code token")]
    public async Task A_response_type_that_is_off_is_told_in_the_fragment_like_any_other_fault_of_such_a_request(string responseType)
    {
        var bench = new FlowBench();

        (await bench.ValidateAsync(("response_type", responseType)))
            .Failure.AssertTold("response_type.disabled_by_server", "unsupported_response_type", ResponseMode.Fragment);
        (await bench.ValidateAsync(("response_type", responseType), ("scope", "email")))
            .Failure.AssertTold("scope.openid_missing", "invalid_scope", ResponseMode.Fragment);
    }

    [Fact]
    public async Task A_code_may_come_with_an_id_token_and_no_nonce() =>
        Assert.False((await new FlowBench(FlowBench.Serving(Everything)).ValidateAsync(("response_type", "code id_token token"))).Failed);

    [Fact]
    public async Task A_grant_that_the_client_lacks_is_told_to_it()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { AllowedGrantTypes = ["refresh_token"] };

        (await bench.ValidateAsync()).Failure.AssertTold("response_type.disabled_by_client", "unauthorized_client");
    }

    [Fact]
    public async Task A_token_cannot_be_shown_for_copying_and_a_code_can()
    {
        var bench = new FlowBench(FlowBench.Serving(Everything));
        bench.Clients.Put(GivenFlow.Native());
        (string, string?)[] outOfBand = [("client_id", "native"), ("redirect_uri", RedirectUriRules.OutOfBand), ("nonce", "n")];

        (await bench.ValidateAsync([.. outOfBand, ("response_type", "code token")]))
            .Failure.AssertTold("response_type.token_out_of_band", "invalid_request", ResponseMode.Fragment);
        Assert.False((await bench.ValidateAsync([.. outOfBand, ("response_type", "code")])).Failed);
    }

    [Fact]
    public async Task A_connector_that_the_client_does_not_allow_is_told_apart_from_one_that_does_not_exist()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { AllowedConnectors = ["up"] };

        (await bench.ValidateAsync(("connector_id", "ldap"))).Failure.AssertTold("connector.not_allowed", "invalid_request");
        (await bench.ValidateAsync(("connector_id", "nowhere"))).Failure.AssertTold("connector.unknown", "invalid_request");
        Assert.False((await bench.ValidateAsync(("connector_id", "up"))).Failed);
    }

    [Theory]
    [InlineData("connector_id")]
    [InlineData("request")]
    [InlineData("request_uri")]
    [InlineData("code_challenge")]
    [InlineData("response_mode")]
    [InlineData("prompt")]
    [InlineData("max_age")]
    [InlineData("id_token_hint")]
    [InlineData("login_hint")]
    public async Task An_empty_parameter_is_as_good_as_none(string name) => Assert.False((await new FlowBench().ValidateAsync((name, ""))).Failed);

    [Fact]
    public async Task Parameters_that_nobody_knows_and_those_that_are_not_read_are_passed_over() => Assert.False((await new FlowBench().ValidateAsync(
        ("display", "popup"), ("ui_locales", "de"), ("acr_values", "1"), ("claims", "{"), ("registration", "x"), ("resource", "x"), ("audience", "x"),
        ("dpop_jkt", "x"), ("claims_locales", "x"), ("x", "y"))).Failed);

    [Fact]
    public async Task The_console_is_a_client_like_others_and_answers_at_its_own_path()
    {
        var failure = (await new FlowBench().ValidateAsync(("client_id", ConsoleClient.Id), ("redirect_uri", "/console/callback")))
            .Failure.AssertTold("pkce.required_by_client", "invalid_request");

        Assert.StartsWith("/console/callback?error=", failure.Response.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_gets_its_code_where_S256_and_the_grant_are_switched_off()
    {
        var bench = new FlowBench(Given.File(grantTypes: "client_credentials") with { Pkce = new PkcePolicy { Methods = [PkcePolicy.Plain] } });
        (string, string?)[] console = [("client_id", ConsoleClient.Id), ("redirect_uri", "/console/callback"), ("code_challenge", "c")];

        Assert.False((await bench.ValidateAsync([.. console, ("code_challenge_method", "S256")])).Failed);
        (await bench.ValidateAsync([.. console, ("code_challenge_method", "S512")])).Failure.AssertTold("pkce.method_unsupported", "invalid_request");
    }
}
