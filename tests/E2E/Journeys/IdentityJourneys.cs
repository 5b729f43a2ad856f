using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>An administrator and the people who signed in: what they allowed is taken back, and who is blocked stays out.</summary>
public sealed class IdentityJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    [Fact]
    public async Task A_consent_that_an_administrator_takes_back_is_asked_for_again()
    {
        await SignInBySampleAsync(Page);
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
        var person = await OpenPersonAsync();
        await Axe.ExpectCleanInBothThemesAsync(person.Page);
        await Screenshots.TakeAsync(person.Page, "users-identity");

        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take back the consent to") }).ClickAsync();
        await person.AgreeAsync("Take back");
        await Expect(person.Consent(RelyingPartySite.ClientId)).ToHaveCountAsync(0);

        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ConsentPage(Page).ExpectAsync(RelyingPartySite.Name);
    }

    [Fact]
    public async Task Whoever_is_blocked_is_turned_away_until_the_block_is_lifted()
    {
        Visit.Expect("403");
        await SignInBySampleAsync(Page);
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
        var person = await OpenPersonAsync();

        await person.Block.ClickAsync();
        await person.AgreeAsync("Block");
        await Expect(person.Lift).ToBeVisibleAsync();
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        await new FailurePage(Page).ExpectAsync("Forbidden", "You cannot sign in here at the moment.");

        await person.Lift.ClickAsync();
        await Expect(person.Block).ToBeVisibleAsync();
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
    }

    // The sample person's page, found as an administrator would find it.
    private async Task<PersonPage> OpenPersonAsync()
    {
        var console = (await OpenBrowserAsync()).Page;
        await SignInAsync(console, "/users/identities");
        var row = console.GetByTestId("identity-row-mock-0-385-28089-0");
        await Expect(row).ToContainTextAsync("kilgore@kilgore.trout");
        await Screenshots.TakeAsync(console, "users-identities");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        var person = new PersonPage(console);
        await Expect(person.Heading).ToHaveTextAsync("Kilgore Trout");
        await Expect(person.Consent(RelyingPartySite.ClientId)).ToContainTextAsync("profile");
        return person;
    }
}
