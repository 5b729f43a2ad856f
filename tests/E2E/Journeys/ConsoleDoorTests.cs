using System.Net;
using Dex.Tests.E2E.Hosting;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>What the console tells somebody who has not signed in: where to sign in, and nothing else.</summary>
public sealed class ConsoleDoorTests(ServerFixture servers) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/clients")]
    [InlineData("/clients/example-machine/credentials")]
    [InlineData("/grant-types?q=a")]
    [InlineData("/keys")]
    public async Task A_page_leads_to_the_sign_in_and_back(string path)
    {
        var server = await servers.SharedAsync();
        using var answer = await _http.GetAsync(new Uri($"{server.Console}{path}"), Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = new Uri(new Uri(server.Console), answer.Headers.Location!);
        Assert.Equal($"{new Uri(server.Console).AbsolutePath}/sign-in", target.AbsolutePath);
        Assert.Equal($"?returnTo={Uri.EscapeDataString(path)}", target.Query);
    }

    [Fact]
    public async Task The_hub_answers_nobody()
    {
        var server = await servers.SharedAsync();
        using var answer = await _http.PostAsync(new Uri($"{server.Console}/_blazor/negotiate?negotiateVersion=1"), content: null, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/signed-out")]
    [InlineData("/nowhere/at/all")]
    [InlineData("/frame.css")]
    [InlineData("/first-administrator?token=wrong")]
    [InlineData("/_blazor/negotiate")]
    public async Task Every_answer_has_a_policy_that_runs_no_inline_script(string path)
    {
        var server = await servers.SharedAsync();
        using var answer = await _http.GetAsync(new Uri($"{server.Console}{path}"), Cancelled);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_no_browser_asked_for_signs_nobody_in()
    {
        var server = await servers.SharedAsync();
        var address = $"{server.Console}/callback?code=guessed&state=guessed&iss={Uri.EscapeDataString(server.Issuer)}";
        using var answer = await _http.GetAsync(new Uri(address), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(OpensTheConsole(answer));
    }

    [Fact]
    public async Task A_forged_form_signs_nobody_out()
    {
        var server = await servers.SharedAsync();
        using var form = new FormUrlEncodedContent([]);
        using var answer = await _http.PostAsync(new Uri($"{server.Console}/sign-out"), form, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    public void Dispose() => _http.Dispose();

    private static bool OpensTheConsole(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
        && cookies.Any(cookie => cookie.StartsWith("dex_console=", StringComparison.Ordinal));
}
