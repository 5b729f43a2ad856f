using System.Text;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>Requests for the steps of the sign-in that no browser would send.</summary>
public sealed class MalformedHttpTests(AttackedServer server) : AttackTest(server)
{
    private const string Form = "Content-Type: application/x-www-form-urlencoded";

    public static TheoryData<string> Routes =>
        ["/auth", "/auth/mock", "/auth/local/login", "/callback", "/callback/mock", "/approval"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_body_too_large_for_any_honest_form_is_refused_by_a_page(string route)
    {
        foreach (var length in new[] { 64 * 1024 + 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024 })
        {
            var answer = await Dex.SendRawAsync("POST", "/dex" + route, [Form], Encoding.ASCII.GetBytes("a=" + new string('b', length - 2)));

            Assert.Equal((400, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_body_of_another_kind_counts_as_none(string route)
    {
        var json = Encoding.UTF8.GetBytes("""{"client_id":"app","state":"x","req":"x","hmac":"x"}""");
        var none = await Dex.SendRawAsync("POST", "/dex" + route, [], []);

        foreach (var type in new[] { "application/json", "multipart/form-data; boundary=x", "text/plain", "application/xml" })
        {
            var answer = await Dex.SendRawAsync("POST", "/dex" + route, [$"Content-Type: {type}"], json);

            Assert.InRange(answer.Status, 400, 499);
            Assert.Equal(none.Status, answer.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Methods_that_nobody_knows_types_that_are_none_and_broken_escapes_are_refused(string route)
    {
        foreach (var method in new[] { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get" })
        {
            var answer = await Dex.SendRawAsync(method, $"/dex{route}?client_id=nobody&state=x&req=x&hmac=x", [Form], "a=b"u8.ToArray());

            Assert.InRange(answer.Status, 400, 499);
        }

        foreach (var query in new[] { "%", "%zz", "a;b", "a=%f", "=&=&", "\"><script>alert(1)</script>", "a=b#c", new string('a', 7000), new string('&', 7000) })
        {
            var answer = await Dex.SendRawAsync("GET", $"/dex{route}?{query}", [], []);

            Assert.InRange(answer.Status, 400, 499);
            Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        }

        foreach (var header in new[] { "Content-Type: ;;;", "Content-Type: a/b; c=\"", "Content-Type: \u0001", "Cookie: \"><script>", "Content-Type: x" })
        {
            Assert.InRange((await Dex.SendRawAsync("POST", "/dex" + route, [header], "a=b"u8.ToArray())).Status, 400, 499);
        }
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("%c0%ae%c0%ae")]
    [InlineData("%ed%a0%80")]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("%2F")]
    [InlineData("%00")]
    [InlineData("mock%00")]
    [InlineData("mock;x")]
    [InlineData("mock?x")]
    [InlineData("<script>")]
    [InlineData("mock%20")]
    [InlineData("MOCK")]
    public async Task A_segment_that_names_no_connector_leads_to_none(string segment)
    {
        var query = Asking.Of("app").Without("connector_id").ToQuery();
        var targets = new[] { $"/dex/auth/{segment}?{query}", $"/dex/auth/{segment}/login?state=x", $"/dex/callback/{segment}?state=x" };

        foreach (var target in segment == "mock?x" ? targets[1..] : targets)
        {
            var answer = await Dex.SendRawAsync("GET", target, [], []);

            Assert.InRange(answer.Status, 400, 499);
            Assert.Null(answer.Header("Location"));
            Assert.DoesNotContain("<script>", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_browser_would_have_encoded_is_no_markup_on_a_page_that_posts_to_its_own_address()
    {
        const string markup = "x=\"><script>alert(1)</script>";
        var login = await Browser.FollowAsync(Asking.Of("app", "local").At(Dex));
        var consent = await Browser.FollowAsync(Asking.Of("app").WithConsent().At(Dex));

        foreach (var page in new[] { login, consent })
        {
            var answer = await Dex.SendRawAsync("GET", $"{page.Address.PathAndQuery}&{markup}", [], []);

            Assert.Equal(200, answer.Status);
            Assert.Contains("&lt;script&gt;alert", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        }
    }
}
