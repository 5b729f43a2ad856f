using System.Net;
using Dex.Web.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

public sealed class ConsoleHostingTests(ConsoleServer server) : IClassFixture<ConsoleServer>
{
    private HttpClient Http => server.Http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/clients")]
    [InlineData("/administrator")]
    [InlineData("/Admin")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/console.css")]
    public async Task Nothing_of_the_console_answers_outside_its_path(string path)
    {
        using var answer = await Http.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/admin", "/admin/sign-in?returnTo=%2F")]
    [InlineData("/admin/", "/admin/sign-in?returnTo=%2F")]
    [InlineData("/admin/clients?kind=machine", "/admin/sign-in?returnTo=%2Fclients%3Fkind%3Dmachine")]
    [InlineData("/admin/refusals", "/admin/sign-in?returnTo=%2Frefusals")]
    [InlineData("/admin/refusals/6f9619ff-8b86-d011-b42d-00cf4fc964ff", "/admin/sign-in?returnTo=%2Frefusals%2F6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("/admin/no/such/page", "/admin/sign-in?returnTo=%2Fno%2Fsuch%2Fpage")]
    public async Task A_stranger_is_asked_to_sign_in_and_learns_nothing_else(string path, string location)
    {
        using var answer = await Http.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.OriginalString);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("/admin/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/admin/_blazor/disconnect")]
    public async Task The_circuit_is_closed_to_strangers(string path)
    {
        using var answer = await Http.PostAsync(path, null, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_console_page_allows_inline_styles_for_its_library_and_never_an_inline_script()
    {
        using var answer = await Http.SendAsync(SignedIn("/admin/"), Ct);

        var policy = Header(answer, "Content-Security-Policy");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_console_page_finds_everything_it_needs_below_its_own_path()
    {
        using var answer = await Http.SendAsync(SignedIn("/admin"), Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Contains("<base href=\"/admin/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light", "data-theme=\"light\"")]
    [InlineData("dark", "data-theme=\"dark\"")]
    public async Task The_chosen_theme_is_in_the_first_byte_of_the_page(string theme, string expected)
    {
        using var answer = await Http.SendAsync(SignedIn("/admin/", $"dex_theme={theme}"), Ct);

        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_that_nobody_offers_is_not_echoed()
    {
        using var answer = await Http.SendAsync(SignedIn("/admin/", "dex_theme=%22onload"), Ct);

        Assert.DoesNotContain("data-theme", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_is_drawn_as_such_with_its_status()
    {
        using var answer = await Http.SendAsync(SignedIn("/admin/no/such/page"), Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_session_cookie_is_bound_to_the_console_and_hidden_from_scripts()
    {
        using var answer = await server.SignInAsync();

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("dex_console=", StringComparison.Ordinal));
        Assert.Contains("path=/admin;", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("style-src 'self' 'unsafe-inline'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_of_a_page()
    {
        using var request = SignedIn("/admin/sign-out");
        request.Method = HttpMethod.Post;
        request.Content = new FormUrlEncodedContent([]);

        using var answer = await Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/clients?kind=machine", "/clients?kind=machine")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("clients", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    public void Nobody_is_sent_to_another_origin_after_signing_in(string? asked, string expected) =>
        Assert.Equal(expected, LocalReturn.Of(asked));

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private HttpRequestMessage SignedIn(string path, string? cookie = null) =>
        new(HttpMethod.Get, path) { Headers = { { "Cookie", cookie is null ? server.Session : $"{server.Session}; {cookie}" } } };
}
