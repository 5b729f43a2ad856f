using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Endpoints.Http;
using Dex.Web.Endpoints.Pages;
using Dex.Web.Login;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Login;

/// <summary>Protocol 8.3: what pages and redirects say to the browser about themselves.</summary>
public sealed class PageHeadersTests
{
    [Fact]
    public async Task A_page_is_not_kept_not_framed_not_sniffed_and_tells_nobody_where_it_was()
    {
        await using var dex = await ServeAsync(new DexServerSettings(), SamplePages.At<ChooserPage>("/probe", SamplePages.Chooser));

        using var answer = await dex.GetAsync("/probe");

        Assert.Equal(
            ("text/html; charset=utf-8", "no-store", "no-referrer", "DENY", "nosniff"),
            (answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Referrer-Policy"), answer.Header("X-Frame-Options"),
                answer.Header("X-Content-Type-Options")));
        Assert.True(Guid.TryParse(answer.RequestId(), out _));
    }

    [Fact]
    public async Task The_policy_lets_in_only_our_own_files_and_scripts_with_the_nonce_of_this_answer()
    {
        await using var dex = await ServeAsync(new DexServerSettings(), SamplePages.At<ChooserPage>("/probe", SamplePages.Chooser));

        using var first = await dex.GetAsync("/probe");
        using var second = await dex.GetAsync("/probe");
        var policy = Policy(first);
        var nonce = policy["script-src"].Split('-', 2)[1].TrimEnd('\'');

        Assert.Equal(
            ["base-uri 'none'", "default-src 'none'", "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self'",
                $"script-src 'nonce-{nonce}'", "style-src 'self'"],
            policy.Select(directive => $"{directive.Key} {directive.Value}").Order(StringComparer.Ordinal));
        Assert.Contains($"nonce=\"{nonce}\"", System.Net.WebUtility.HtmlDecode(await first.ReadTextAsync()), StringComparison.Ordinal);
        Assert.NotEqual(policy["script-src"], Policy(second)["script-src"]);
        Assert.Equal(16, Convert.FromBase64String(nonce).Length);
    }

    [Theory]
    [InlineData("https://app.example.com/callback?x=1", "https://app.example.com")]
    [InlineData("https://app.example.com:8443/callback", "https://app.example.com:8443")]
    [InlineData("http://127.0.0.1:5555/callback", "http://127.0.0.1:5555")]
    [InlineData("http://[::1]:5555/callback", "http:")]
    [InlineData("com.example.app:/oauth2", "com.example.app:")]
    public async Task A_form_may_lead_to_the_application_and_nowhere_else(string redirectUri, string source)
    {
        await using var dex = await ServeAsync(new DexServerSettings(), SamplePages.At<ConsentPage>("/asked", SamplePages.Consent, redirectUri));

        using var answer = await dex.GetAsync("/asked");

        Assert.Equal($"'self' {source}", Policy(answer)["form-action"]);
    }

    [Fact]
    public async Task A_form_post_may_go_to_its_application()
    {
        await using var dex = await ServeAsync(new DexServerSettings(), new ProbeEndpoint("/probe", context =>
            context.RequestServices.GetRequiredService<PageWriter>().WriteFormPostAsync(context, "https://app.example.com/cb", [new("code", "1")])));

        using var answer = await dex.GetAsync("/probe");

        Assert.Equal("'self' https://app.example.com", Policy(answer)["form-action"]);
        Assert.Contains("action=\"https://app.example.com/cb\"", await answer.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logoURL: 'https://cdn.example.com/a/logo.png'", "'self' https://cdn.example.com", "https://cdn.example.com/a/logo.png")]
    [InlineData("logoURL: 'data:image/png;base64,AAAA'", "'self' data:", "data:image/png;base64,AAAA")]
    [InlineData("logoURL: theme/logo.png", "'self'", "theme/logo.png")]
    public async Task A_logo_may_come_from_where_the_operator_says(string frontend, string sources, string link)
    {
        await using var dex = await ServeAsync(
            new DexServerSettings { More = $"frontend: {{{frontend}}}" }, SamplePages.At<ChooserPage>("/probe", SamplePages.Chooser));

        using var answer = await dex.GetAsync("/probe");

        Assert.Equal(sources, Policy(answer)["img-src"]);
        Assert.Contains($"src=\"{link}\"", await answer.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_header_replaces_its_default_on_pages_and_redirects()
    {
        await using var dex = await ServeAsync(
            new DexServerSettings { Web = "headers: {Content-Security-Policy: \"default-src https:\", X-Frame-Options: SAMEORIGIN}" },
            SamplePages.At<ChooserPage>("/probe", SamplePages.Chooser),
            Redirect());

        foreach (var route in new[] { "/probe", "/go" })
        {
            using var answer = await dex.GetAsync(route);

            Assert.Equal(("default-src https:", "SAMEORIGIN"), (answer.Header("Content-Security-Policy"), answer.Header("X-Frame-Options")));
        }
    }

    [Theory]
    [InlineData("GET", "text/html; charset=utf-8", true)]
    [InlineData("HEAD", "text/html; charset=utf-8", false)]
    [InlineData("POST", null, false)]
    public async Task A_redirect_has_a_type_for_get_and_head_and_a_link_for_get(string method, string? type, bool hasLink)
    {
        await using var dex = await ServeAsync(new DexServerSettings(), Redirect());

        using var answer = await dex.SendAsync(new HttpMethod(method), "/go");

        Assert.Equal((303, "https://app.example.com/cb?a=1&b=%20%C3%A9", type), ((int)answer.StatusCode, answer.Header("Location"), answer.Header("Content-Type")));
        Assert.Equal(hasLink, (await answer.ReadTextAsync()).Contains("<a href=\"https://app.example.com/cb?a=1&amp;b=%20%C3%A9\">", StringComparison.Ordinal));
        Assert.Equal(("no-store", "no-referrer"), (answer.Header("Cache-Control"), answer.Header("Referrer-Policy")));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_page_says_what_to_do_and_the_number_of_the_request_in_the_same_frame()
    {
        await using var dex = await ServeAsync(
            new DexServerSettings { More = "frontend: {extra: {supportName: the service desk}}" },
            new ProbeEndpoint("/probe", context => context.RequestServices.GetRequiredService<ErrorPageWriter>()
                .WriteAsync(context, StatusCodes.Status403Forbidden, "You are in none of the groups.", "Ask for <b>access</b>.")));

        using var answer = await dex.GetAsync("/probe");
        var page = await answer.ReadTextAsync();

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("theme-body", page, StringComparison.Ordinal);
        Assert.Contains(">Forbidden</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Ask for &lt;b&gt;access&lt;/b&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("give the service desk this number", page, StringComparison.Ordinal);
        Assert.Contains(answer.RequestId(), page, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    private static Task<DexServer> ServeAsync(DexServerSettings settings, params ProbeEndpoint[] probes) => ProbeEndpoint.ServeAsync(settings, probes);

    private static ProbeEndpoint Redirect() =>
        new("/go", context => RedirectWriter.WriteAsync(context, StatusCodes.Status303SeeOther, "https://app.example.com/cb?a=1&b= é"));

    private static Dictionary<string, string> Policy(HttpResponseMessage answer) =>
        answer.Header("Content-Security-Policy")!.Split("; ").ToDictionary(directive => directive.Split(' ', 2)[0], directive => directive.Split(' ', 2)[1]);
}
