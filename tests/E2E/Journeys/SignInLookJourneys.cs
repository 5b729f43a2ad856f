using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The pages beside the straight way, in both themes, on a desk and on a telephone.</summary>
public sealed class SignInLookJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    protected override string More =>
        """
        frontend:
          issuer: Halden
          extra:
            supportName: the service desk
            footerPrivacyUrl: https://www.example.com/privacy
            footerHelpUrl: mailto:help@example.com
        """;

    [Fact]
    public async Task A_failure_and_the_issuers_own_address()
    {
        Visit.Expect("400");
        await Page.GotoAsync($"{Server.Issuer}/auth/mock/login?state=long-gone");
        await new FailurePage(Page).ExpectAsync("Bad Request", "give the service desk this number");
        await SignInLook.ExpectAsync(Page, "sign-in-error");

        await Page.GotoAsync(Server.Issuer);
        await SignInLook.ExpectAsync(Page, "home");
    }

    [Fact]
    public async Task The_form_that_people_without_scripts_send_themselves()
    {
        // The page stays as it does without scripts; on a page that really has none no instrument works.
        await Page.AddInitScriptAsync("HTMLFormElement.prototype.submit = () => {}");
        await SignInBySampleAsync(Page, "response_mode=form_post");
        await Expect(new FormPostPage(Page).Continue).ToBeVisibleAsync();

        await SignInLook.ExpectAsync(Page, "sign-in-form-post");
    }

    [Fact]
    public async Task A_code_to_be_carried_by_hand()
    {
        using var terminal = new RelyingParty(Server.Issuer, ApplicationConfiguration.Terminal);
        await Page.GotoAsync((await terminal.BeginAsync([new("scope", "openid")], Cancelled)).Address);
        await new ChooserPage(Page).ChooseAsync("Example");
        await Expect(new OutOfBandPage(Page).Code).ToBeVisibleAsync();

        await SignInLook.ExpectAsync(Page, "sign-in-out-of-band");
    }

    [Fact]
    public async Task The_console_turns_away_and_says_good_bye()
    {
        Visit.Expect("403");
        var signIn = new SignInPage(Page);
        await signIn.OpenAsync();
        await signIn.SubmitAsync("eve@example.com", Server.Password);
        await new FailurePage(Page).ExpectAsync("Forbidden", "this account may not open the console");
        await SignInLook.ExpectAsync(Page, "console-not-administrator");

        await SignInAsync();
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("account of") }).ClickAsync();
        await Page.GetByText("Sign out", new() { Exact = true }).ClickAsync();
        await new SignedOutPage(Page).ExpectAsync();
        await SignInLook.ExpectAsync(Page, "console-signed-out");
    }
}
