using System.Text;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 0.5, 8.2 and 8.3 at every step of the flow: how requests are read, and what answers say about themselves.</summary>
public sealed class WireTests(SignInServer shared) : SignInTest(shared)
{
    public static TheoryData<string> Routes => ["/auth", "/auth/mock", "/auth/pass/login", "/callback", "/callback/mock", "/approval"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_query_that_cannot_be_read_is_an_error_page(string route)
    {
        foreach (var query in new[] { "a=%zz", "a=%", "client_id=web;scope=openid", "%2" })
        {
            var answer = await Dex.SendRawAsync("GET", $"/dex{route}?{query}", [], []);

            Assert.Equal((400, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
            Assert.Equal("request.malformed_form", Dex.Refusals.Find(answer.Header("X-Request-Id")!)!.Rule.Id);
            Assert.DoesNotContain("%zz", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_body_that_cannot_be_read_is_an_error_page(string route)
    {
        foreach (var (type, body) in new[]
        {
            ("application/x-www-form-urlencoded", "a=%zz"), ("application/x-www-form-urlencoded", "a;b"),
            ("application/x-www-form-urlencoded; x", ""), (";;;", ""),
        })
        {
            var answer = await Dex.SendRawAsync("POST", $"/dex{route}", [$"Content-Type: {type}"], Encoding.ASCII.GetBytes(body));

            Assert.Equal((400, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
            Assert.Equal("request.malformed_form", Dex.Refusals.Find(answer.Header("X-Request-Id")!)!.Rule.Id);
        }
    }

    [Theory]
    [InlineData("application/json", "{\"client_id\":\"web\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    public async Task A_body_of_another_type_counts_as_empty(string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        var browser = Browser();

        await browser.SendAsync("POST", "/auth" + Parameters.Asking(SignInServer.Picky), content);

        Assert.Equal(302, browser.Status);
    }

    [Theory]
    [InlineData("/dex/auth/")]
    [InlineData("/dex/auth/mock/")]
    [InlineData("/dex//auth")]
    [InlineData("/dex/auth/pass/login/")]
    [InlineData("/dex/approval/")]
    [InlineData("/dex/callback/")]
    [InlineData("/dex/callback/mock/x")]
    [InlineData("/auth")]
    public async Task Another_path_is_another_route(string path)
    {
        var answer = await Dex.SendRawAsync("GET", path, [], []);

        Assert.Equal((404, "text/plain; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task Every_answer_of_a_sign_in_is_kept_by_nobody_and_framed_by_nobody()
    {
        var browser = await SignedInAsync(SignInServer.Web, SignInServer.Pass, ("prompt", "consent"));

        Assert.Equal([302, 200, 303, 303, 200, 303, 303], browser.Answers.Select(answer => (int)answer.StatusCode));
        Assert.All(browser.Answers, answer =>
        {
            Assert.Equal(
                ("no-store", "no-referrer", "nosniff", "DENY"),
                (answer.Header("Cache-Control"), answer.Header("Referrer-Policy"), answer.Header("X-Content-Type-Options"),
                    answer.Header("X-Frame-Options")));
            Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.NotEmpty(answer.RequestId());
        });
    }

    // Browsers hold the redirects that follow a post against the form's own policy.
    [Fact]
    public async Task The_forms_on_the_way_may_lead_to_the_client()
    {
        var form = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        var consent = await IdentifiedAsync(changes: ("prompt", "consent"));

        Assert.All([form, consent], browser => Assert.Contains(
            "form-action 'self' https://web.example.com;", browser.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal));
    }

    // Protocol 0.5.6, for a step of ours, an error to a client and an answer to a client.
    [Fact]
    public async Task A_redirect_after_a_get_is_a_page_with_a_link_and_after_a_post_it_is_empty()
    {
        var step = await GoAsync("/auth" + Parameters.Asking(SignInServer.Picky));
        var error = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("prompt", "none")));
        var answer = await SignedInAsync();
        var posted = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        await posted.PressAsync("Sign in", ("login", "kilgore"), ("password", "trout"));

        Assert.All([step, error, answer], browser =>
        {
            using var page = browser.Page;
            Assert.Equal("text/html; charset=utf-8", browser.Answer.Header("Content-Type"));
            Assert.Equal(browser.Location, Assert.Single(page.QuerySelectorAll("a")).GetAttribute("href"));
        });
        Assert.Equal((303, null, ""), (posted.Status, posted.Answer.Header("Content-Type"), posted.Text));
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", false)]
    [InlineData("PUT", false)]
    [InlineData("DELETE", false)]
    public async Task The_authorization_endpoint_takes_any_method(string method, bool hasLink)
    {
        var browser = Browser();

        await browser.SendAsync(method, "/auth" + Parameters.Asking(SignInServer.Picky));

        Assert.Equal((302, hasLink), (browser.Status, browser.Text.Length > 0));
        Assert.Equal(method is "GET" or "HEAD" ? "text/html; charset=utf-8" : null, browser.Answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData(true, 503, "server.storage_unavailable")]
    [InlineData(false, 500, "server.fault")]
    public async Task A_server_that_cannot_go_on_says_so_by_a_page_without_the_cause(bool isStorage, int status, string rule)
    {
        var freshness = new FailingFreshness();
        await StartAsync(SignInServer.Settings with { Adjust = services => services.AddSingleton<ISnapshotFreshness>(freshness) });
        freshness.Failure = isStorage
            ? new StorageUnavailableException("db.internal is gone")
            : new InvalidOperationException("a bug at db.internal");

        foreach (var route in Routes)
        {
            var browser = await GoAsync(route.Data + Parameters.Asking(SignInServer.Web));

            AssertPage(browser, status, rule);
            Assert.Equal(isStorage, browser.Answer.Header("Retry-After") is not null);
            Assert.DoesNotContain("db.internal", browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_page_repeats_what_a_stranger_put_into_the_address()
    {
        foreach (var target in new[]
        {
            "/auth?client_id=<i>evil", "/auth/<i>evil" + Parameters.Asking(SignInServer.Web), "/callback?state=<i>evil",
            "/approval?req=<i>evil&hmac=<i>evil",
            "/auth/mock" + Parameters.Asking(SignInServer.Web, ("redirect_uri", "https://evil.example.com/")),
        })
        {
            var browser = await OpenAsync(target);

            Assert.InRange(browser.Status, 400, 499);
            Assert.DoesNotContain("evil", browser.Text, StringComparison.Ordinal);
        }
    }
}
