using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>A console whose file names its administrators among the accounts of the password database.</summary>
public sealed class NamedAdministratorJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await DexProcess.ServeAsync(ConsoleConfiguration.For, ct: ct);

    [Fact]
    public async Task The_one_who_is_named_enters_and_the_other_is_turned_away_without_going_round_in_circles()
    {
        Visit.Expect("403");
        Assert.DoesNotContain("first-administrator", Server.Log, StringComparison.Ordinal);
        var signIn = new SignInPage(Page);
        await signIn.OpenAsync("/clients");
        await signIn.SubmitAsync("eve@example.com", Server.Password);

        var refusal = new FailurePage(Page);
        await refusal.ExpectAsync("Forbidden", "You are signed in, and this account may not open the console.");
        await Expect(Page).ToHaveURLAsync(new Regex("/console/callback"));
        await Expect(refusal.Main).Not.ToContainTextAsync("eve@example.com");
        Assert.DoesNotContain(await Page.Context.CookiesAsync(), cookie => cookie.Name == "dex_console");
        await Axe.ExpectCleanInBothThemesAsync(Page);

        await refusal.SignInAgain.ClickAsync();
        await signIn.SubmitAsync(Server.Email, Server.Password);
        await ConsolePage.ExpectLiveAsync(Page);
        await Expect(Page.GetByText("Sample data.")).ToHaveCountAsync(0);
    }
}
