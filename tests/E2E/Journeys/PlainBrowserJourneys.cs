using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>Browsers that do not give everything: no scripts, no cookies. And applications to which no browser can go.</summary>
public sealed class PlainBrowserJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    [Fact]
    public async Task Without_scripts_people_sign_in_consent_and_carry_the_answer_on_themselves()
    {
        var page = (await OpenBrowserAsync(options => options.JavaScriptEnabled = false)).Page;
        await GoSignInAsync(page, "response_mode=form_post");
        await new ChooserPage(page).ChooseAsync("Email");
        var signIn = new SignInPage(page);
        await Expect(signIn.ShowPassword).ToHaveCountAsync(0);
        await signIn.SubmitAsync(Server.Email, Server.Password);
        await new ConsentPage(page).Allow.ClickAsync();

        await new FormPostPage(page).Continue.ClickAsync();

        await new ApplicationPage(page).ExpectSignedInAsync("admin");
    }

    [Fact]
    public async Task Without_scripts_a_wrong_password_and_a_cancelled_question_end_as_they_do_with_them()
    {
        var visit = await OpenBrowserAsync(options => options.JavaScriptEnabled = false);
        visit.Expect("401");
        await GoSignInAsync(visit.Page);
        await new ChooserPage(visit.Page).ChooseAsync("Email");
        var signIn = new SignInPage(visit.Page);
        await signIn.SubmitAsync(Server.Email, "not the password");
        await Expect(signIn.Alert).ToContainTextAsync("That did not match.");
        await Expect(signIn.Password).ToBeFocusedAsync();
        await signIn.SubmitAsync(Server.Email, Server.Password);

        await new ConsentPage(visit.Page).Cancel.ClickAsync();

        await new ApplicationPage(visit.Page).ExpectRefusalAsync("access_denied");
    }

    [Fact]
    public async Task Without_cookies_people_sign_in_to_the_application_and_the_console_says_what_it_misses()
    {
        var visit = await OpenBrowserWithoutCookiesAsync(Server.Origin);
        visit.Expect("400");
        await SignInByPasswordAsync(visit.Page);
        await new ConsentPage(visit.Page).Allow.ClickAsync();
        await new ApplicationPage(visit.Page).ExpectSignedInAsync("admin");

        await visit.Page.GotoAsync($"{Server.Console}/");
        await new SignInPage(visit.Page).SubmitAsync(Server.Email, Server.Password);

        var failure = new FailurePage(visit.Page);
        await failure.ExpectAsync("Bad Request", "Allow cookies for this site and sign in again.");
        await failure.SignInAgain.ClickAsync();
        await new SignInPage(visit.Page).ExpectAsync();
        Assert.DoesNotContain(await visit.Page.Context.CookiesAsync(), cookie => cookie.Name.StartsWith("dex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_is_copied_by_hand_into_an_application_that_no_browser_reaches()
    {
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        using var terminal = new RelyingParty(Server.Issuer, ApplicationConfiguration.Terminal);
        var attempt = await terminal.BeginAsync([new("scope", "openid profile email")], Cancelled);
        await Page.GotoAsync(attempt.Address);
        await new ChooserPage(Page).ChooseAsync("Example");
        await Expect(Page.GetByText("Only allow this if you trust Terminal.")).ToBeVisibleAsync();
        await new ConsentPage(Page).Allow.ClickAsync();

        var page = new OutOfBandPage(Page);
        await Expect(page.Heading).ToHaveTextAsync("Signed in");
        await page.Copy.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Copied") })).ToBeVisibleAsync();

        var code = await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await Expect(page.Code).ToHaveValueAsync(code);
        var person = await terminal.RedeemAsync(attempt, code, Cancelled);
        Assert.Equal("Kilgore Trout", person.IdToken.GetPayloadValue<string>("name"));
        await Assert.ThrowsAsync<AnswerRefusedException>(() => terminal.RedeemAsync(attempt, code, Cancelled));
    }
}
