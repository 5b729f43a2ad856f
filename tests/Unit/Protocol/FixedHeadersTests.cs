using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 8.3, and the request id of every answer.</summary>
public sealed class FixedHeadersTests(StandardServer server) : StandardServerTest(server)
{
    public static TheoryData<string> Routes =>
        ["/.well-known/openid-configuration", "/keys", "/token", "/token/introspect", "/token/revoke", "/userinfo", "/healthz"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_answer_forbids_sniffing_and_has_a_request_id_of_its_own(string route)
    {
        using var first = await Dex.GetAsync(route);
        using var second = await Dex.GetAsync(route, null, ("X-Request-Id", "forged"));

        Assert.Equal("nosniff", first.Header("X-Content-Type-Options"));
        Assert.True(Guid.TryParse(first.RequestId(), out _));
        Assert.True(Guid.TryParse(second.RequestId(), out _));
        Assert.NotEqual(first.RequestId(), second.RequestId());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task The_server_does_not_say_what_it_is_made_of(string route)
    {
        using var answer = await Dex.GetAsync(route);

        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration", null)]
    [InlineData("/keys", "max-age=600, must-revalidate")]
    [InlineData("/token", null)]
    [InlineData("/userinfo", null)]
    [InlineData("/healthz", null)]
    public async Task Each_route_has_exactly_the_caching_header_of_its_chapter(string route, string? caching)
    {
        using var answer = await Dex.GetAsync(route);

        Assert.Equal(caching, answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task The_configured_headers_stand_on_every_route_errors_and_preflights_included_and_not_on_unknown_routes()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            Web = """
                allowedOrigins: ["https://app.example.com"]
                headers:
                  X-Frame-Options: DENY
                  Content-Security-Policy: "default-src 'none'"
                  Strict-Transport-Security: "max-age=31536000"
                  X-XSS-Protection: "1; mode=block"
                  X-Content-Type-Options: custom
                """,
        });

        using var ok = await dex.GetAsync("/keys");
        using var error = await dex.GetAsync("/token");
        using var preflight = await dex.SendAsync(HttpMethod.Options, "/token", null, null, ("Origin", "https://app.example.com"), ("Access-Control-Request-Method", "POST"));
        using var unknown = await dex.GetAsync("/nowhere");

        Assert.All([ok, error, preflight], answer => Assert.Equal(
            ("DENY", "default-src 'none'", "max-age=31536000", "1; mode=block", "custom"),
            (answer.Header("X-Frame-Options"), answer.Header("Content-Security-Policy"), answer.Header("Strict-Transport-Security"),
                answer.Header("X-XSS-Protection"), answer.Header("X-Content-Type-Options"))));
        Assert.Equal((404, null, "nosniff"), ((int)unknown.StatusCode, unknown.Header("X-Frame-Options"), unknown.Header("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Health_is_a_short_text()
    {
        using var answer = await Dex.GetAsync("/healthz");

        Assert.Equal((200, "text/plain; charset=utf-8"), ((int)answer.StatusCode, answer.Header("Content-Type")));
        Assert.NotEmpty(await answer.ReadTextAsync());
    }

    [Theory]
    [InlineData("/keys")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/healthz")]
    public async Task Routes_that_take_any_method_take_any_method(string route)
    {
        foreach (var method in new[] { "POST", "PUT", "DELETE", "OPTIONS", "HEAD" })
        {
            using var answer = await Dex.SendAsync(new HttpMethod(method), route);

            Assert.Equal(200, (int)answer.StatusCode);
        }
    }
}
