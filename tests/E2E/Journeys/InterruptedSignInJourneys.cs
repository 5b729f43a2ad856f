using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Dex.Tests.Provisioning;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>Sign-ins that do not go straight: two tabs, the Back button, a form that is sent twice.</summary>
public sealed class InterruptedSignInJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    private const string Over = "This sign-in is finished, has expired, or never began.";

    [Fact]
    public async Task Two_tabs_at_once_both_come_to_an_end()
    {
        var second = await Visit.OpenTabAsync();
        await GoSignInAsync(Page);
        await GoSignInAsync(second);
        await new ChooserPage(second).ChooseAsync("Email");
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ConsentPage(Page).ExpectAsync(RelyingPartySite.Name);
        await new SignInPage(second).SubmitAsync(Server.Email, Server.Password);
        await new ConsentPage(second).Allow.ClickAsync();
        await new ConsentPage(Page).Allow.ClickAsync();

        await new ApplicationPage(second).ExpectSignedInAsync("admin");
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
    }

    [Fact]
    public async Task Two_tabs_of_the_console_at_once_both_come_to_an_end()
    {
        var second = await Visit.OpenTabAsync();
        foreach (var tab in new[] { Page, second })
        {
            await tab.GotoAsync($"{Server.Console}/keys");
            await new SignInPage(tab).ExpectAsync();
        }

        foreach (var tab in new[] { Page, second })
        {
            await new SignInPage(tab).SubmitAsync(Server.Email, Server.Password);
            await ConsolePage.ExpectLiveAsync(tab);
        }
    }

    [Fact]
    public async Task The_back_button_after_the_end_explains_itself_and_issues_nothing()
    {
        Visit.Expect("400");
        await SignInByPasswordAsync(Page);
        await new ConsentPage(Page).Allow.ClickAsync();
        await new ApplicationPage(Page).ExpectSignedInAsync("admin");

        await Page.GoBackAsync();
        await new FailurePage(Page).ExpectAsync("Bad Request", Over);
        await Page.GoBackAsync();
        await new FailurePage(Page).ExpectAsync("Bad Request", Over);

        Assert.Single(Application.SignIns);
    }

    [Fact]
    public async Task From_the_chooser_the_way_leads_through_again()
    {
        Visit.Expect("400");
        await SignInBySampleAsync(Page);
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");

        await Page.GoBackAsync();
        await new FailurePage(Page).ExpectAsync("Bad Request", Over);
        await Page.GoBackAsync();
        await new ChooserPage(Page).ExpectAsync();
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");

        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
    }

    [Fact]
    public async Task The_same_question_in_a_second_tab_cannot_be_answered_twice()
    {
        Visit.Expect("400");
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ConsentPage(Page).ExpectAsync(RelyingPartySite.Name);
        var copy = await Visit.OpenTabAsync();
        await copy.GotoAsync(Page.Url);
        await new ConsentPage(copy).ExpectAsync(RelyingPartySite.Name);

        await new ConsentPage(Page).Allow.ClickAsync();
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
        await new ConsentPage(copy).Allow.ClickAsync();

        await new FailurePage(copy).ExpectAsync("Bad Request", Over);
        Assert.Single(Application.SignIns);
    }
}

/// <summary>People who take longer than the operator allows.</summary>
public sealed class ExpiredSignInJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected override string More => "expiry: {authRequests: 6s}";

    [Fact]
    public async Task A_form_that_lay_too_long_leads_to_a_page_that_says_what_to_do()
    {
        Visit.Expect("400");
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Email");
        await new SignInPage(Page).ExpectAsync();
        await ExpireAsync(Page.Url);

        await new SignInPage(Page).SubmitAsync(Server.Email, Server.Password);

        await new FailurePage(Page).ExpectAsync("Bad Request", "This sign-in is finished, has expired, or never began.");
        await Axe.ExpectCleanInBothThemesAsync(Page);
        Assert.Empty(Application.SignIns);
    }

    [Fact]
    public async Task A_question_that_was_answered_too_late_lets_nobody_in()
    {
        Visit.Expect("400");
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ConsentPage(Page).ExpectAsync(RelyingPartySite.Name);
        await ExpireAsync(Page.Url);

        await new ConsentPage(Page).Allow.ClickAsync();

        await new FailurePage(Page).ExpectAsync("Bad Request", "This sign-in is finished, has expired, or never began.");
        Assert.Empty(Application.SignIns);
    }

    /// <summary>Looks at the same address in another tab until it says that the time is over.</summary>
    private async Task ExpireAsync(string address)
    {
        var tab = await Visit.OpenTabAsync();
        await Eventually.HoldsAsync(
            async () => (await tab.GotoAsync(address))?.Status == 400, Limit, () => $"{address} did not expire within {Limit}.", Cancelled);
        await tab.CloseAsync();
    }
}
