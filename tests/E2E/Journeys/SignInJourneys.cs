using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>How administrators get into the console and out of it.</summary>
public sealed class SignInJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private SignInPage SignIn => new(Page);

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await SignInAsync("/clients?kind=machine");

        await Expect(Page).ToHaveURLAsync(new Regex(@"/console/clients\?kind=machine$"));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(new Regex("^Clients"));
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_address_and_asks_for_the_password_again()
    {
        Visit.Expect("401");
        await SignIn.OpenAsync();

        await SignIn.SubmitAsync(Server.Email, "not the password");

        await Expect(SignIn.Alert).ToContainTextAsync("That did not match.");
        await Expect(SignIn.EmailAddress).ToHaveValueAsync(Server.Email);
        await Expect(SignIn.Password).ToHaveValueAsync("");
        await Expect(SignIn.Password).ToBeFocusedAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await SignIn.SubmitAsync(Server.Email, Server.Password);
        await ConsolePage.ExpectLiveAsync(Page);
    }

    [Fact]
    public async Task The_page_says_where_the_sign_in_leads_and_waits_for_the_name()
    {
        await SignIn.OpenAsync();

        await Expect(SignIn.Heading).ToHaveTextAsync("Email");
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("to continue to Console");
        await Expect(SignIn.EmailAddress).ToBeFocusedAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, "sign-in");
    }

    [Fact]
    public async Task Signing_out_closes_the_console_and_says_so()
    {
        await SignInAsync();

        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("account of") }).ClickAsync();
        await Page.GetByText("Sign out", new() { Exact = true }).ClickAsync();

        var signedOut = new SignedOutPage(Page);
        await signedOut.ExpectAsync();
        await Expect(Page).ToHaveURLAsync($"{Server.Console}/signed-out");
        await Page.GotoAsync($"{Server.Console}/clients");
        await SignIn.ExpectAsync();
        await Page.GoBackAsync();
        await signedOut.SignInAgain.ClickAsync();
        await SignIn.ExpectAsync();
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData(@"/\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    public async Task Signing_in_never_leads_elsewhere(string returnTo)
    {
        await SignIn.OpenAsync(returnTo);

        await SignIn.SubmitAsync(Server.Email, Server.Password);

        await ConsolePage.ExpectLiveAsync(Page);
        await Expect(Page).ToHaveURLAsync($"{Server.Console}/");
    }

    [Fact]
    public async Task The_cookie_is_for_the_console_and_no_script()
    {
        await SignInAsync();

        var cookie = Assert.Single(await Page.Context.CookiesAsync(), cookie => cookie.Name == "dex_console");

        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
        Assert.Equal(new Uri(Server.Console).AbsolutePath, cookie.Path);
        Assert.DoesNotContain("dex_console", await Page.EvaluateAsync<string>("document.cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_needs_no_script()
    {
        await using var plain = await Page.Context.Browser!.NewContextAsync(new() { BaseURL = Server.Origin, JavaScriptEnabled = false });
        var page = await plain.NewPageAsync();
        var signIn = new SignInPage(page);
        await signIn.OpenAsync();

        await signIn.SubmitAsync(Server.Email, Server.Password);

        await Expect(page).ToHaveURLAsync($"{Server.Console}/");
        Assert.Contains(await plain.CookiesAsync(), cookie => cookie.Name == "dex_console");
    }
}
