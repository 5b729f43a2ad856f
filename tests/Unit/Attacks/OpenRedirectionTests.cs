using System.Text.RegularExpressions;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.11, open redirection: nobody is sent to an address that is not known to be the client's, whatever else is wrong with
/// the request, and no link or redirect of our own leaves this host at a stranger's word.
/// </summary>
public sealed partial class OpenRedirectionTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("scope", "nonsense")]
    [InlineData("response_type", "nonsense")]
    [InlineData("response_type", "")]
    [InlineData("response_mode", "form_post")]
    [InlineData("response_mode", "nonsense")]
    [InlineData("request", "x.y.z")]
    [InlineData("request_uri", "https://evil.example/")]
    [InlineData("prompt", "none")]
    [InlineData("prompt", "none login")]
    [InlineData("max_age", "x")]
    [InlineData("id_token_hint", "x")]
    [InlineData("code_challenge_method", "x")]
    public async Task An_error_is_shown_and_never_sent_when_the_client_or_its_address_is_not_known(string name, string value)
    {
        var broken = Asking.Of("app").With((name, value));
        Asking[] untrusted = [broken.With(("redirect_uri", "https://evil.example/")), broken.With(("client_id", "nobody")), broken.Without("client_id")];

        foreach (var asking in untrusted)
        {
            foreach (var door in new[] { asking.At(Dex), asking.AtConnector(Dex), asking.Without("connector_id").At(Dex) })
            {
                await Browser.FollowAsync(door);
            }
        }

        Assert.All(Browser.Visited, page => Assert.Equal(Dex.Address, (page.Location ?? page.Address).Authority));
        Assert.All(Browser.Visited, page => Assert.Null(page.FormPost));
        Assert.All(Browser.Visited, page => Assert.DoesNotContain("evil.example", LinksOf(page.Location is null ? page.Body : "")));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,evil.example")]
    [InlineData(" /auth")]
    [InlineData("evil.example")]
    public async Task The_link_back_from_the_password_page_stays_on_this_host(string back)
    {
        var page = await Browser.FollowAsync(Asking.Of("app", "local").At(Dex));
        var state = System.Web.HttpUtility.ParseQueryString(page.Address.Query)["state"]!;

        var honest = await Browser.GetAsync(Dex.At($"/auth/local/login?state={state}&back={Uri.EscapeDataString("/dex/auth?x=1")}"));
        var forged = await Browser.GetAsync(Dex.At($"/auth/local/login?state={state}&back={Uri.EscapeDataString(back)}"));

        Assert.Contains("theme-link-back", honest.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("theme-link-back", forged.Body, StringComparison.Ordinal);
        Assert.Equal(200, forged.Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("@evil.example/")]
    [InlineData(".evil.example/")]
    [InlineData("/../../dex/auth")]
    [InlineData("javascript:alert(1)")]
    public async Task After_signing_in_to_the_console_one_is_in_the_console(string returnTo)
    {
        var form = (await Browser.FollowAsync(EveryAnswer.Console(Dex, "/sign-in?returnTo=" + Uri.EscapeDataString(returnTo)))).Forms[0];

        await Browser.FollowAsync(await Browser.SubmitAsync(form, ("login", "ada@example.com"), ("password", "password")));

        var back = Browser.Visited.Single(page => page.Address.AbsolutePath == "/console/callback");
        Assert.Equal(302, back.Status);
        Assert.StartsWith("/console/", back.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(Dex.Address, back.Location!.Authority);
    }

    [Theory]
    [InlineData("javascript:alert(document.domain)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_that_runs_in_the_browser_is_gone_to_by_nobody_although_it_is_registered(string redirectUri)
    {
        var client = await Dex.AddAsync(Given.Client("careless-" + Guid.NewGuid()) with { RedirectUris = [redirectUri] });

        foreach (var mode in new[] { "", "fragment", "form_post" })
        {
            var page = await Browser.WalkAsync(Asking.Of(client.Id).With(("redirect_uri", redirectUri), ("response_mode", mode)).At(Dex));

            Assert.Equal((400, null), (page.Status, page.Header("Location")));
            Assert.DoesNotContain(redirectUri, page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_way_to_sign_in_as_somebody_else_leads_to_this_server()
    {
        var page = await Browser.FollowAsync(Asking.Of("app").WithConsent().At(Dex));

        var link = new Uri(page.Address, System.Net.WebUtility.HtmlDecode(SwitchLink().Match(page.Body).Groups[1].Value));
        Assert.Equal((Dex.Address, "/dex/auth"), (link.Authority, link.AbsolutePath));
    }

    private static string LinksOf(string body) => string.Join(' ', Links().Matches(body).Select(link => link.Value));

    [GeneratedRegex("(?:href|src|action)=\"https?:[^\"]*\"")]
    private static partial Regex Links();

    [GeneratedRegex("href=\"([^\"]*)\">Not you\\?")]
    private static partial Regex SwitchLink();
}
