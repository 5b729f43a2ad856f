using System.Net;
using System.Net.Http.Headers;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Assets;

/// <summary>Protocol 1.3 and operations 16.1: the files of the front end, as the server brings them.</summary>
public sealed class AssetTests(StandardServer server) : StandardServerTest(server)
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static TheoryData<string> Icons =>
        ["bitbucket", "google", "keystone", "ldap", "github", "linkedin", "gitea", "atlassian-crowd", "saml", "gitlab", "oidc", "email", "microsoft", "mock"];

    [Theory]
    [InlineData("/static/main.css", "text/css; charset=utf-8")]
    [InlineData("/static/sign-in.js", "text/javascript; charset=utf-8")]
    [InlineData("/static/img/guilloche.svg", "image/svg+xml")]
    [InlineData("/static/fonts/geist-latin-wght-normal.woff2", "font/woff2")]
    [InlineData("/theme/styles.css", "text/css; charset=utf-8")]
    [InlineData("/theme/favicon.png", "image/png")]
    [InlineData("/theme/logo.png", "image/png")]
    public async Task A_file_has_the_type_of_its_ending(string route, string type)
    {
        using var answer = await Dex.GetAsync(route);

        Assert.Equal((HttpStatusCode.OK, type, "nosniff"), (answer.StatusCode, answer.Header("Content-Type"), answer.Header("X-Content-Type-Options")));
        Assert.NotNull(answer.Header("Last-Modified"));
        Assert.NotNull(answer.Header("ETag"));
    }

    [Theory]
    [MemberData(nameof(Icons))]
    public async Task Each_type_of_connector_has_its_icon_and_its_class(string name)
    {
        using var icon = await Dex.GetAsync($"/static/img/{name}-icon.svg");
        using var sheet = await Dex.GetAsync("/static/main.css");

        Assert.Equal("image/svg+xml", icon.Header("Content-Type"));
        Assert.Contains($"img/{name}-icon.svg", await sheet.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dex/static")]
    [InlineData("/dex/static/")]
    [InlineData("/dex/static/img")]
    [InlineData("/dex/static/img/")]
    [InlineData("/dex/staticmain.css")]
    [InlineData("/dex/theme/")]
    [InlineData("/dex/static/nothing.css")]
    [InlineData("/dex/static//main.css")]
    [InlineData("/dex/static/./main.css")]
    [InlineData("/dex/static/img/../main.css")]
    [InlineData("/dex/static/../robots.txt")]
    [InlineData("/dex/static/%2e%2e/robots.txt")]
    [InlineData("/dex/static/..%2frobots.txt")]
    [InlineData("/dex/static/%2e%2e%2frobots.txt")]
    [InlineData("/dex/static/..%5crobots.txt")]
    [InlineData("/dex/static/img%2fguilloche.svg")]
    [InlineData("/dex/static//etc/passwd")]
    [InlineData("/dex/static/%2fetc%2fpasswd")]
    [InlineData("/dex/static/main.css%zz")]
    [InlineData("/dex/theme/../dark/styles.css")]
    [InlineData("/static/main.css")]
    public async Task What_is_no_file_of_the_trees_is_the_plain_text_of_an_unknown_route(string target)
    {
        var answer = await Dex.SendRawAsync("GET", target, [], []);

        Assert.Equal((404, "text/plain; charset=utf-8", "nosniff"), (answer.Status, answer.Header("Content-Type"), answer.Header("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_name_is_decoded_once() =>
        Assert.Equal(200, (await Dex.SendRawAsync("GET", "/dex/static/%6dain.css", [], [])).Status);

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var first = await Dex.GetAsync("/static/main.css");

        using var byTag = await Dex.GetAsync("/static/main.css", null, ("If-None-Match", first.Header("ETag")!));
        using var byTime = await Dex.GetAsync("/static/main.css", null, ("If-Modified-Since", first.Header("Last-Modified")!));
        using var other = await Dex.GetAsync("/static/main.css", null, ("If-None-Match", "\"other\""));

        Assert.Equal((304, 304, 200), ((int)byTag.StatusCode, (int)byTime.StatusCode, (int)other.StatusCode));
        Assert.Equal("nosniff", byTag.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_part_of_a_file_is_sent_alone()
    {
        using var part = new HttpRequestMessage(HttpMethod.Get, Dex.At("/static/main.css")) { Headers = { Range = new RangeHeaderValue(0, 9) } };
        using var beyond = new HttpRequestMessage(HttpMethod.Get, Dex.At("/static/main.css")) { Headers = { Range = new RangeHeaderValue(1_000_000, null) } };

        using var partial = await Dex.Http.SendAsync(part, Ct);
        using var outside = await Dex.Http.SendAsync(beyond, Ct);

        Assert.Equal((206, 10), ((int)partial.StatusCode, (await partial.ReadTextAsync()).Length));
        Assert.Equal(416, (int)outside.StatusCode);
    }

    [Fact]
    public async Task Head_tells_of_a_file_and_sends_nothing_of_it()
    {
        using var answer = await Dex.SendAsync(HttpMethod.Head, "/static/main.css");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 1000);
        Assert.Empty(await answer.ReadTextAsync());
    }

    [Fact]
    public async Task A_file_cannot_be_posted_to()
    {
        using var answer = await Dex.PostAsync("/static/main.css", []);

        Assert.Equal((405, "GET, HEAD"), ((int)answer.StatusCode, answer.Header("Allow")));
    }

    [Fact]
    public async Task Robots_are_sent_away()
    {
        using var answer = await Dex.GetAsync("/robots.txt");

        Assert.Equal("text/plain; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("User-agent: *\nDisallow: /\n", await answer.ReadTextAsync());
    }

    [Fact]
    public async Task Files_carry_no_configured_header_and_no_request_id()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Web = "headers: {X-Frame-Options: SAMEORIGIN}" });

        using var file = await dex.GetAsync("/static/main.css");
        using var robots = await dex.GetAsync("/robots.txt");

        Assert.Null(file.Header("X-Frame-Options"));
        Assert.Equal("", file.RequestId());
        Assert.Equal("SAMEORIGIN", robots.Header("X-Frame-Options"));
    }

    [Fact]
    public async Task The_style_sheet_and_a_whole_page_stay_within_their_budgets()
    {
        var page = (await (await Dex.GetAsync("")).ReadTextAsync()).Length;
        var sheets = (await LengthAsync("/static/main.css")) + (await LengthAsync("/theme/styles.css"));
        var rest = (await LengthAsync("/static/sign-in.js")) + (await LengthAsync("/static/fonts/geist-latin-wght-normal.woff2"));

        Assert.InRange(sheets, 1, 15 * 1024);
        Assert.InRange(page, 1, 4 * 1024);
        Assert.InRange(rest, 1, 32 * 1024);
    }

    [Fact]
    public async Task No_style_sheet_fetches_anything_from_elsewhere()
    {
        foreach (var route in new[] { "/static/main.css", "/theme/styles.css" })
        {
            using var sheet = await Dex.GetAsync(route);
            var text = await sheet.ReadTextAsync();

            Assert.DoesNotContain("//", text, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        }
    }

    private async Task<int> LengthAsync(string route)
    {
        using var answer = await Dex.GetAsync(route);
        return (await answer.Content.ReadAsByteArrayAsync(Ct)).Length;
    }
}
