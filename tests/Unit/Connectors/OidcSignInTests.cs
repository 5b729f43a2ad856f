using System.Net;
using System.Text;
using Dex.Domain.Connectors;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>The way to an OpenID Connect provider and back.</summary>
public sealed class OidcSignInTests
{
    [Fact]
    public async Task The_browser_is_sent_with_the_parameters_in_order()
    {
        await using var bench = await OidcBench.StartAsync("acrValues: [a, b]");
        bench.Provider.Discovery["authorization_endpoint"] = bench.Provider.Issuer + "/authorize?tenant=1";

        var (redirect, parameters) = await bench.StartSignInAsync(OidcBench.Offline, "jane@example.com");

        Assert.StartsWith(bench.Provider.Issuer + "/authorize?tenant=1&access_type=offline&acr_values=a+b&client_id=dex&login_hint=jane%40example.com&nonce=", redirect.Url, StringComparison.Ordinal);
        Assert.EndsWith(
            "&prompt=consent&redirect_uri=http%3A%2F%2F127.0.0.1%3A5556%2Fdex%2Fcallback&response_type=code&scope=openid+profile+email&state=the+state",
            redirect.Url,
            StringComparison.Ordinal);
        Assert.Equal(43, parameters["nonce"].Length);
    }

    [Theory]
    [InlineData("promptType: login", "login")]
    [InlineData("promptType: ''", "")]
    [InlineData("promptType:", "consent")]
    public async Task The_prompt_for_offline_access_is_the_files(string config, string prompt)
    {
        await using var bench = await OidcBench.StartAsync(config);

        Assert.Equal(prompt, (await bench.StartSignInAsync(OidcBench.Offline)).Parameters["prompt"]);
        Assert.DoesNotContain("prompt", (await bench.StartSignInAsync()).Parameters.Keys);
    }

    [Fact]
    public async Task Scopes_of_the_file_follow_openid()
    {
        await using var bench = await OidcBench.StartAsync("scopes: [groups, openid]");

        Assert.Equal("openid groups", (await bench.StartSignInAsync()).Parameters["scope"]);
    }

    [Theory]
    [InlineData("", new[] { "plain", "S256" }, "S256")]
    [InlineData("", new[] { "plain" }, "plain")]
    [InlineData("", new string[0], null)]
    [InlineData("pkceChallenge: plain", new[] { "S256", "plain" }, "plain")]
    [InlineData("pkceChallenge: S256", new string[0], "S256")]
    public async Task PKCE_is_the_best_that_the_provider_offers_unless_the_file_says_which(string config, string[] offered, string? method)
    {
        await using var bench = await OidcBench.StartAsync(config);
        bench.Provider.Discovery["code_challenge_methods_supported"] = offered;

        var (redirect, parameters) = await bench.StartSignInAsync();
        bench.Provider.Claims["nonce"] = parameters["nonce"];
        await bench.FinishAsync("code=c", redirect.ConnectorData);

        Assert.Equal(method, parameters.GetValueOrDefault("code_challenge_method"));
        var verifier = bench.Provider.LastToken.Form.GetValueOrDefault("code_verifier");
        Assert.Equal(method is null, verifier is null);
        Assert.Equal(
            method switch
            {
                "S256" => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(verifier!))),
                _ => verifier,
            },
            parameters.GetValueOrDefault("code_challenge"));
        Assert.DoesNotContain("code_verifier", parameters.Keys);
        Assert.Equal(config.Contains("S256", StringComparison.Ordinal), bench.Log.Contains("does not list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_becomes_the_person_of_the_ID_token()
    {
        await using var bench = await OidcBench.StartAsync();

        var identity = await bench.SignInAsync();

        Assert.Equal(("jane-1", "Jane", "jane@example.com", true), (identity.Claims.UserId, identity.Claims.Username, identity.Claims.Email, identity.Claims.EmailVerified));
        Assert.Equal("""{"RefreshToken":"dXBzdHJlYW0tcmVmcmVzaA=="}""", identity.ConnectorData);
        Assert.Equal(["/.well-known/openid-configuration", "/token", "/jwks"], bench.Provider.Paths);
        var form = bench.Provider.LastToken.Form;
        Assert.Equal(("authorization_code", "the-code", OidcBench.Callback), (form["grant_type"], form["code"], form["redirect_uri"]));
    }

    [Fact]
    public async Task Without_a_refresh_token_an_empty_one_is_kept()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["refresh_token"] = null;

        Assert.Equal("""{"RefreshToken":""}""", (await bench.SignInAsync()).ConnectorData);
    }

    [Fact]
    public async Task The_callback_of_the_file_must_be_ours()
    {
        await using var bench = await OidcBench.StartAsync(redirectUri: "https://old.example.com/callback");

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => bench.StartSignInAsync());

        Assert.Contains(OidcBench.Callback, fault.Message, StringComparison.Ordinal);
        Assert.Contains("https://old.example.com/callback", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_says_no_is_told_from_a_provider_that_fails()
    {
        await using var bench = await OidcBench.StartAsync();

        var denied = await Assert.ThrowsAsync<UpstreamDeniedException>(() => bench.SignInAsync(query: "error=access_denied&error_description=no+thanks&state=s"));
        var failed = await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync(query: "error=server_error&state=s"));

        Assert.Equal("access_denied: no thanks", denied.Message);
        Assert.Equal("server_error", failed.Message);
        Assert.DoesNotContain("/token", bench.Provider.Paths);
    }

    [Theory]
    [InlineData("iss=https%3A%2F%2Fevil.example.com", false)]
    [InlineData("", true)]
    [InlineData("iss=", true)]
    public async Task An_answer_of_another_provider_never_reaches_the_token_endpoint(string iss, bool announces)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Discovery["authorization_response_iss_parameter_supported"] = announces;

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync(query: $"code=c&{iss}"));
        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync(query: $"error=access_denied&{iss}"));

        Assert.DoesNotContain("/token", bench.Provider.Paths);
    }

    [Fact]
    public async Task An_answer_that_names_the_provider_is_taken()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Discovery["authorization_response_iss_parameter_supported"] = true;

        Assert.Equal("jane-1", (await bench.SignInAsync(query: $"code=c&iss={Uri.EscapeDataString(bench.Provider.Issuer)}")).Claims.UserId);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task A_code_of_another_sign_in_is_found_out_by_its_nonce(string? nonce)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Claims["nonce"] = nonce;

        Assert.Contains("nonce", (await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"nonce":"n"}""")]
    public async Task Stored_data_that_cannot_be_read_ends_the_sign_in(string data)
    {
        await using var bench = await OidcBench.StartAsync("pkceChallenge: S256");

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync(data: data));

        Assert.DoesNotContain("/token", bench.Provider.Paths);
    }

    [Fact]
    public async Task A_callback_without_code_ends_the_sign_in()
    {
        await using var bench = await OidcBench.StartAsync();

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync(query: "state=s"));
    }

    [Fact]
    public async Task The_secret_goes_into_a_header_form_encoded_and_what_works_is_kept()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Instead["/token"] = context => RefuseHeader(context, bench.Provider);

        await bench.SignInAsync();
        bench.Provider.Claims.Remove("nonce");
        await bench.SignInAsync();

        var asked = bench.Provider.Log.Where(asked => asked.Path == "/token").ToList();
        Assert.Equal("Basic " + Convert.ToBase64String("dex:s3cr%26t+%2B%C3%A9"u8), asked[0].Authorization);
        Assert.DoesNotContain("client_secret", asked[0].Form.Keys);
        Assert.All(asked.Skip(1), later => Assert.Equal(("", "dex", "s3cr&t +é"), (later.Authorization, later.Form["client_id"], later.Form["client_secret"])));
        Assert.Equal(3, asked.Count);
    }

    [Theory]
    [InlineData("basicAuthUnsupported: true", true)]
    [InlineData("basicAuthUnsupported: false", false)]
    public async Task The_file_decides_how_the_secret_travels(string config, bool inBody)
    {
        await using var bench = await OidcBench.StartAsync(config);

        await bench.SignInAsync();

        Assert.Equal(inBody, bench.Provider.LastToken.Authorization.Length == 0);
        Assert.Single(bench.Provider.Log, asked => asked.Path == "/token");
    }

    [Theory]
    [InlineData(400, "application/json", """{"error":"invalid_grant","error_description":"the code the-code is used"}""", "400: invalid_grant: the code *** is used")]
    [InlineData(500, "text/html", "<html>the-code</html>", "answered 500")]
    [InlineData(200, "text/html", "<html></html>", "neither JSON nor a form")]
    [InlineData(200, "application/json", """{"error":"bad_verification_code"}""", "200: bad_verification_code")]
    [InlineData(200, "application/json", """{"id_token":"x"}""", "access_token")]
    [InlineData(200, "application/json", "{", "neither JSON nor a form")]
    [InlineData(302, "text/html", "", "answered 302")]
    public async Task A_failing_token_endpoint_is_told_without_what_was_sent(int status, string type, string body, string told)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Instead["/token"] = context => SayAsync(context, status, type, body);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());

        Assert.StartsWith("oidc: failed to get token: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-code", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_answer_as_a_form_is_read()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Instead["/token"] = context => SayAsync(
            context, 200, "application/x-www-form-urlencoded; charset=utf-8", $"access_token=a&id_token={bench.Provider.IdToken()}");

        Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);
    }

    [Fact]
    public async Task A_body_beyond_a_mebibyte_is_not_read()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["padding"] = new string('x', 1024 * 1024);

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task A_sign_in_that_is_given_up_ends_as_such()
    {
        await using var bench = await OidcBench.StartAsync();
        using var givenUp = new CancellationTokenSource();
        bench.Provider.Instead["/token"] = async context =>
        {
            await givenUp.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        var (redirect, _) = await bench.StartSignInAsync();
        var connector = await bench.OpenAsync<IRedirectConnector>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connector.FinishAsync(
            new(OidcBench.NoScopes, redirect.ConnectorData, OidcBench.Callback, Domain.Protocol.FormParameters.TryParse("code=c"u8)!, new Dictionary<string, string>()),
            givenUp.Token));
    }

    private static Task RefuseHeader(HttpContext context, FakeProvider provider) => context.Request.Headers.Authorization.Count > 0
        ? SayAsync(context, (int)HttpStatusCode.Unauthorized, "application/json", """{"error":"invalid_client"}""")
        : context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["access_token"] = "a", ["id_token"] = provider.IdToken() });

    private static Task SayAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
