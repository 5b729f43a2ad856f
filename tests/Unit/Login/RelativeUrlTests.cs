using Dex.Web.Login;
using Xunit;

namespace Dex.Tests.Unit.Login;

/// <summary>Operations 16.5.</summary>
public sealed class RelativeUrlTests
{
    [Theory]
    [InlineData("/dex", "/dex/auth", "theme/styles.css", "theme/styles.css")]
    [InlineData("/dex", "/dex/auth/ldap/login", "theme/styles.css", "../../theme/styles.css")]
    [InlineData("/dex", "/dex", "theme/styles.css", "dex/theme/styles.css")]
    [InlineData("/", "/", "theme/styles.css", "theme/styles.css")]
    [InlineData("", "/auth/ldap", "theme/styles.css", "../theme/styles.css")]
    [InlineData("/dex", "/dex/auth/a%2Fb/login", "static/main.css", "../../static/main.css")]
    [InlineData("/dex", "/dex/auth/theme", "theme/logo.png", "../theme/logo.png")]
    [InlineData("/dex", "/dex/theme", "theme/logo.png", "theme/logo.png")]
    [InlineData("/a/dex", "/a/dex", "theme/logo.png", "dex/theme/logo.png")]
    [InlineData("/dex", "/dex/auth", "https://cdn.example.com/logo.svg", "https://cdn.example.com/logo.svg")]
    [InlineData("/dex", "/dex/auth", "/theme//./x/../logo.png", "theme/logo.png")]
    [InlineData("/dex", "/console/first-administrator", "static/main.css", "../dex/static/main.css")]
    [InlineData("/dex", "/dex/console/sign-in", "static/main.css", "../static/main.css")]
    public void A_link_leads_from_the_page_to_the_file(string issuer, string request, string asset, string expected) =>
        Assert.Equal(expected, RelativeUrl.To(issuer, request, asset));

    [Theory]
    [InlineData("/dex", "/dex/auth/ldap/login")]
    [InlineData("/dex", "/dex")]
    [InlineData("/", "/")]
    [InlineData("/a/dex", "/a/dex")]
    [InlineData("/dex", "/console/sign-in")]
    public void A_browser_resolves_it_below_the_issuer(string issuer, string request)
    {
        var resolved = new Uri(new Uri("https://id.example.com" + request), RelativeUrl.To(issuer, request, "theme/styles.css"));

        Assert.Equal($"{issuer.TrimEnd('/')}/theme/styles.css", resolved.AbsolutePath);
    }
}
