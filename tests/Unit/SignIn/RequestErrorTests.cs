using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.4 over HTTP: what is told to the client, where, and what is never told to anybody but the person.</summary>
public sealed class RequestErrorTests(SignInServer shared) : SignInTest(shared)
{
    [Theory]
    [InlineData("connector_id", "none", "invalid_request", "connector.unknown")]
    [InlineData("request", "e30.e30.", "request_not_supported", "request.object_unsupported")]
    [InlineData("request_uri", "https://web.example.com/r", "request_uri_not_supported", "request.uri_unsupported")]
    [InlineData("scope", "", "invalid_scope", "scope.openid_missing")]
    [InlineData("scope", "email", "invalid_scope", "scope.openid_missing")]
    [InlineData("scope", "openid bogus", "invalid_scope", "scope.unknown")]
    [InlineData("scope", "openid audience:server:client_id:stranger", "invalid_scope", "audience.untrusted")]
    [InlineData("scope", "openid audience:server:client_id:nobody", "invalid_scope", "audience.untrusted")]
    [InlineData("response_type", "", "invalid_request", "response_type.missing")]
    [InlineData("response_type", "code magic", "invalid_request", "response_type.unknown")]
    [InlineData("response_mode", "pigeon", "invalid_request", "response_mode.invalid")]
    [InlineData("prompt", "sing", "invalid_request", "prompt.invalid")]
    [InlineData("prompt", "none login", "invalid_request", "prompt.invalid")]
    [InlineData("prompt", "none", "login_required", "prompt.login_required")]
    [InlineData("max_age", "soon", "invalid_request", "max_age.invalid")]
    [InlineData("max_age", "-1", "invalid_request", "max_age.invalid")]
    [InlineData("id_token_hint", "a.b.c", "invalid_request", "id_token_hint.invalid")]
    [InlineData("code_challenge_method", "S512", "invalid_request", "pkce.method_unsupported")]
    public async Task The_client_is_told_in_the_query_of_its_own_address(string name, string value, string error, string rule)
    {
        (string, string?)[] more = name == "code_challenge_method" ? [(name, value), ("code_challenge", "x")] : [(name, value)];

        AssertTold(await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, more)), error, rule);
    }

    // F-13: whatever is wrong, and also when the token type is not served or stands beside an unknown word.
    [Theory]
    [InlineData("token", "invalid_request", "response_type.token_alone")]
    [InlineData("code token magic", "invalid_request", "response_type.unknown")]
    [InlineData("id_token", "invalid_scope", "scope.openid_missing", "scope", "email")]
    [InlineData("code id_token", "login_required", "prompt.login_required", "prompt", "none")]
    [InlineData("code token", "invalid_request", "response_mode.invalid", "response_mode", "query")]
    [InlineData("id_token", "invalid_request", "nonce.missing", "nonce", "")]
    public async Task A_request_for_a_token_is_answered_in_the_fragment_and_adds_nothing_to_the_query(
        string responseType, string error, string rule, string name = "x", string value = "y")
    {
        var browser = await GoAsync("/auth/mock" + Parameters.Asking(
            SignInServer.Web, ("response_type", responseType), (name, value), ("redirect_uri", SignInServer.WithQuery)));

        AssertTold(browser, error, rule, "fragment");
        Assert.StartsWith(SignInServer.WithQuery + "#error=", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_type_that_the_server_does_not_serve_is_told_in_the_fragment_too()
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = "grantTypes: [authorization_code]" });

        AssertTold(
            await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("response_type", "id_token"))),
            "unsupported_response_type", "response_type.disabled_by_server", "fragment");
    }

    [Fact]
    public async Task A_client_that_asked_for_a_form_gets_its_error_as_a_form() => AssertTold(
        await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("response_mode", "form_post"), ("scope", "email"))),
        "invalid_scope", "scope.openid_missing", "form_post");

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a b&c=é%20#", "a b&c=é%20#")]
    public async Task The_state_comes_back_as_it_was_sent_and_is_there_when_none_was(string? sent, string expected)
    {
        var answer = AssertTold(
            await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("state", sent), ("prompt", "none"))),
            "login_required", "prompt.login_required");

        Assert.Equal(expected, answer["state"]);
    }

    [Fact]
    public async Task An_error_is_merged_into_the_query_that_the_address_has()
    {
        var browser = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("redirect_uri", SignInServer.WithQuery), ("request", "x")));

        Assert.Equal(
            $"https://web.example.com/callback?code=old&empty=&error=request_not_supported&error_description=Request+objects+are+not+supported."
            + $"&iss={Uri.EscapeDataString(Dex.Issuer)}&state=s1&tenant=north",
            browser.Location);
    }

    [Theory]
    [InlineData(SignInServer.Web, "https://evil.example.com/callback")]
    [InlineData(SignInServer.Web, "https://web.example.com/callback/")]
    [InlineData(SignInServer.Web, "https://web.example.com/callback?x=1")]
    [InlineData(SignInServer.Web, "HTTPS://web.example.com/callback")]
    [InlineData(SignInServer.Web, "https://web.example.com:443/callback")]
    [InlineData(SignInServer.Web, "https%3A%2F%2Fweb.example.com%2Fcallback")]
    [InlineData(SignInServer.Web, "http://127.0.0.1:8765/")]
    [InlineData(SignInServer.Web, "")]
    [InlineData(SignInServer.Web, null)]
    [InlineData(SignInServer.Spa, "http://localhost:8765/")]
    [InlineData(SignInServer.Native, "https://localhost/")]
    [InlineData(SignInServer.Native, "http://localhost.evil.example/")]
    [InlineData(SignInServer.Native, "http://evil.example/?http://localhost")]
    [InlineData(SignInServer.Native, "/dex/approval")]
    [InlineData(SignInServer.Native, "")]
    public async Task Nobody_is_sent_to_an_address_that_is_not_the_clients(string client, string? redirectUri)
    {
        // Everything else is wrong too, and none of it matters.
        var query = Parameters.Asking(client, ("redirect_uri", redirectUri), ("scope", "bogus"), ("response_type", "magic"), ("prompt", "none"));

        AssertPage(await GoAsync("/auth/mock" + query), 400, "redirect_uri.unregistered");
    }

    [Theory]
    [InlineData("http://localhost:8765/any/path?x=1")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1.2.3:1/")]
    [InlineData("http://[::1]:8765/cb")]
    [InlineData("http://[::1]/")]
    [InlineData("HTTP://localhost/")]
    public async Task A_native_application_without_addresses_is_reached_on_this_machine(string redirectUri)
    {
        var browser = await SignedInAsync(SignInServer.Native, SignInServer.Mock, ("redirect_uri", redirectUri));

        Assert.StartsWith(redirectUri.Split('?')[0] + "?code=", browser.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("display", "popup")]
    [InlineData("ui_locales", "nb")]
    [InlineData("acr_values", "2")]
    [InlineData("claims", "{")]
    [InlineData("resource", "https://api.example.com")]
    [InlineData("audience", "stranger")]
    [InlineData("anything", "at all")]
    [InlineData("max_age", "+60")]
    [InlineData("prompt", " login  consent login ")]
    public async Task What_means_nothing_here_or_is_written_freely_changes_nothing(string name, string value) =>
        Assert.NotEmpty((await SignInAsync(SignInServer.Web, SignInServer.Mock, (name, value))).Code);

    [Fact]
    public async Task A_token_of_ours_is_a_good_hint_although_it_has_expired_and_was_another_clients()
    {
        var hint = ForgedToken.ByItsKey(Dex, change: claims => claims["exp"] = 1);

        Assert.NotEmpty((await SignInAsync(SignInServer.Web, SignInServer.Mock, ("id_token_hint", hint))).Code);
        AssertTold(
            await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("id_token_hint", ForgedToken.ByItsKey(Dex, "logout+jwt")))),
            "invalid_request", "id_token_hint.invalid");
    }
}
