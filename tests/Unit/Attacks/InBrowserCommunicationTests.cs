using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.17, attacks on in-browser communication flows: answers travel by redirects and forms only, and scripts of other
/// origins read nothing of the browser flow, whatever the operator lets them read of the other endpoints.
/// </summary>
public sealed class InBrowserCommunicationTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("web_message")]
    [InlineData("query.jwt")]
    [InlineData("form_post ")]
    public async Task An_answer_by_any_other_way_is_refused(string mode)
    {
        var answer = await SignInAsync(Asking.Of("app").With(("response_mode", mode)));

        Assert.Equal(("invalid_request", ""), (answer.Error, answer.Code));
    }

    [Fact]
    public async Task The_page_that_hands_an_answer_over_talks_to_no_other_window()
    {
        var page = await Browser.WalkAsync(Asking.Of("app").With(("response_mode", "form_post")).At(Dex));

        Assert.Equal("https://app.example/callback", page.FormPost!.Action.OriginalString);
        Assert.Contains("form-action 'self' https://app.example;", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("postMessage", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("opener", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_step_of_the_browser_flow_is_readable_for_scripts_of_other_origins()
    {
        await using var dex = await DexServer.StartAsync(AttackedServer.Settings() with { Web = "allowedOrigins: ['*']" });
        string[] routes =
        [
            "/auth?" + Asking.Of("app").ToQuery(), "/auth/mock?" + Asking.Of("app").ToQuery(), "/auth/local/login?state=x", "/callback?state=x",
            "/callback/mock?state=x", "/approval?req=x&hmac=y",
        ];

        foreach (var route in routes)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Options })
            {
                using var answer = await dex.SendAsync(
                    method, route, null, null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET"));

                Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
            }
        }

        using var keys = await dex.GetAsync("/keys", null, ("Origin", "https://evil.example"));
        Assert.Equal("*", keys.Header("Access-Control-Allow-Origin"));
    }
}
