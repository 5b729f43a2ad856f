using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>An application's sign-in lives in addresses and in the database alone: no browser has to keep anything for it.</summary>
public sealed class CookieTests(SignInServer shared) : SignInTest(shared)
{
    [Theory]
    [InlineData("mock")]
    [InlineData("pass")]
    public async Task A_browser_that_refuses_cookies_signs_in_to_an_application(string connector)
    {
        var browser = Keep(BrowserWalk.WithoutCookies(Dex));
        await browser.OpenAsync($"/auth/{connector}" + Parameters.Asking(SignInServer.Web, ("prompt", "consent")));
        if (connector == SignInServer.Pass)
        {
            await browser.TypeAsync("kilgore", "trout");
        }

        await browser.AllowAsync();

        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        Assert.Equal(200, (int)redeemed.StatusCode);
        Assert.All(browser.Answers, answer => Assert.Null(answer.Header("Set-Cookie")));
    }

    [Fact]
    public async Task Two_sign_ins_of_one_browser_do_not_disturb_one_another()
    {
        var browser = Browser();
        await browser.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web, ("state", "first")));
        var first = browser.Address;
        await browser.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Coder, ("state", "second")));
        await browser.TypeAsync("kilgore", "trout");
        var second = ClientAnswer.Of(browser);

        await browser.OpenAsync(first.AbsoluteUri);
        await browser.TypeAsync("kilgore", "trout");

        Assert.Equal(("second", "first"), (second["state"], ClientAnswer.Of(browser)["state"]));
        Assert.Equal("https://web.example.com/callback", ClientAnswer.Of(browser).Address);
    }

    [Fact]
    public async Task At_the_root_of_a_host_the_same_steps_lead_to_the_same_end()
    {
        await StartAsync(SignInServer.Settings with { IssuerPath = "" });

        var browser = await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web, ("prompt", "consent")));
        await browser.ClickAsync("alpha directory");
        await browser.TypeAsync("kilgore", "trout");
        await browser.AllowAsync();

        Assert.Equal(["/auth", "/auth/pass", "/auth/pass/login", "/auth/pass/login", "/auth", "/approval", "/approval", "/auth"],
            browser.Answers.Select(answer => answer.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal(Dex.Issuer, ClientAnswer.Of(browser)["iss"]);
    }
}
