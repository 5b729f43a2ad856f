using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 1.2.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private const string App = "https://app.example.com";

    private DexServer _two = null!;

    public async ValueTask InitializeAsync() => _two = await StartAsync($"allowedOrigins: [\"{App}\", \"https://other.example.com\"]\nallowedHeaders: [Authorization, x-trace]");

    public ValueTask DisposeAsync() => _two.DisposeAsync();

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/keys")]
    [InlineData("/token")]
    [InlineData("/token/introspect")]
    [InlineData("/token/revoke")]
    [InlineData("/userinfo")]
    public async Task These_routes_answer_an_allowed_origin(string route)
    {
        using var answer = await _two.GetAsync(route, null, ("Origin", App));

        Assert.Equal((App, "Origin"), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Vary")));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Health_does_not()
    {
        using var answer = await _two.GetAsync("/healthz", null, ("Origin", App));

        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("HTTPS://APP.EXAMPLE.COM")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://app.example.com.evil")]
    [InlineData("null")]
    public async Task Another_origin_is_served_without_the_headers_and_its_preflight_is_an_empty_200(string origin)
    {
        using var get = await _two.GetAsync("/keys", null, ("Origin", origin));
        using var preflight = await PreflightAsync(_two, origin, "POST");

        Assert.Equal((200, null), ((int)get.StatusCode, get.Header("Access-Control-Allow-Origin")));
        Assert.Equal((200, ""), ((int)preflight.StatusCode, await preflight.ReadTextAsync()));
        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Options_without_an_origin_is_an_empty_200()
    {
        using var answer = await _two.SendAsync(HttpMethod.Options, "/token");

        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    [Fact]
    public async Task A_preflight_without_a_method_is_an_empty_400()
    {
        using var answer = await PreflightAsync(_two, App, null);

        Assert.Equal((400, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("post")]
    public async Task A_preflight_for_another_method_is_an_empty_405(string method)
    {
        using var answer = await PreflightAsync(_two, App, method);

        Assert.Equal((405, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("authorization, x-secret")]
    public async Task A_preflight_for_a_header_that_is_not_allowed_is_an_empty_403(string headers)
    {
        using var answer = await PreflightAsync(_two, App, "POST", headers);

        Assert.Equal((403, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Accept, origin", null)]
    [InlineData("authorization", "Authorization")]
    [InlineData("x-TRACE, accept,authorization", "X-Trace,Authorization")]
    public async Task A_preflight_that_passes_names_the_headers_in_canonical_form_and_no_methods(string? asked, string? allowed)
    {
        using var answer = await PreflightAsync(_two, App, "POST", asked);

        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
        Assert.Equal((App, allowed), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Headers")));
        Assert.Equal((null, null, null),
            (answer.Header("Access-Control-Allow-Methods"), answer.Header("Access-Control-Max-Age"), answer.Header("Access-Control-Allow-Credentials")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task The_other_simple_methods_pass_too(string method)
    {
        using var answer = await PreflightAsync(_two, App, method);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task With_one_origin_the_answer_does_not_vary()
    {
        await using var dex = await StartAsync($"allowedOrigins: [\"{App}\"]");

        using var answer = await dex.GetAsync("/keys", null, ("Origin", App));

        Assert.Equal((App, null), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Vary")));
    }

    [Fact]
    public async Task A_star_replaces_the_whole_list()
    {
        await using var dex = await StartAsync($"allowedOrigins: [\"{App}\", \"*\"]");

        using var answer = await dex.GetAsync("/keys", null, ("Origin", "https://anywhere.example"));

        Assert.Equal(("*", null), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Vary")));
    }

    [Fact]
    public async Task Without_any_origin_cors_is_off_and_options_reaches_the_endpoint()
    {
        await using var dex = await StartAsync("");

        using var preflight = await PreflightAsync(dex, App, "POST");
        using var keys = await dex.GetAsync("/keys", null, ("Origin", App));

        Assert.Equal((400, "invalid_request"), await preflight.ReadRefusalAsync());
        Assert.Null(keys.Header("Access-Control-Allow-Origin"));
    }

    private static Task<DexServer> StartAsync(string web) => DexServer.StartAsync(new DexServerSettings { Web = web });

    private static Task<HttpResponseMessage> PreflightAsync(DexServer dex, string origin, string? method, string? headers = null)
    {
        List<(string, string)> sent = [("Origin", origin)];
        if (method is not null)
        {
            sent.Add(("Access-Control-Request-Method", method));
        }

        if (headers is not null)
        {
            sent.Add(("Access-Control-Request-Headers", headers));
        }

        return dex.SendAsync(HttpMethod.Options, "/token", null, null, [.. sent]);
    }
}
