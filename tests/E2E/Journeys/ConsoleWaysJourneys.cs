using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>Administrators who sign in with another provider, named by a group or by an address.</summary>
public sealed class ConsoleWaysJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    [Theory]
    [InlineData("group: authors")]
    [InlineData("email: kilgore@kilgore.trout")]
    public async Task Whoever_the_entry_means_gets_in_and_sees_that_it_is_them(string entry)
    {
        var server = await ServeAsync($"[{{connector: mock, {entry}}}]");

        await Page.GotoAsync($"{server.Console}/keys");

        await ConsolePage.ExpectLiveAsync(Page);
        await Expect(Page).ToHaveURLAsync($"{server.Console}/keys");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "KT, account of Kilgore Trout" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_there_are_two_ways_the_administrator_chooses()
    {
        var server = await ServeAsync("[{connector: mock, group: authors}, {connector: local, email: admin@example.com}]");
        await Page.GotoAsync($"{server.Console}/");
        var chooser = new ChooserPage(Page);

        await chooser.ExpectAsync();
        await Expect(chooser.Ways).ToContainTextAsync(["Email", "Example"]);
        await chooser.ChooseAsync("Example");

        await ConsolePage.ExpectLiveAsync(Page);
    }

    [Theory]
    [InlineData("group: editors")]
    [InlineData("email: somebody@kilgore.trout")]
    public async Task Whoever_it_does_not_mean_is_turned_away_once(string entry)
    {
        var server = await ServeAsync($"[{{connector: mock, {entry}}}]");
        Visit.Expect("403");
        var landings = 0;
        Page.Response += (_, response) => landings += response.Status == 403 ? 1 : 0;

        await Page.GotoAsync($"{server.Console}/clients");

        await new FailurePage(Page).ExpectAsync("Forbidden", "this account may not open the console");
        Assert.Equal(1, landings);
    }

    [Fact]
    public async Task Signing_out_stays_out_though_the_other_provider_would_let_the_same_person_in_at_once()
    {
        var server = await ServeAsync("[{connector: mock, group: authors}]");
        await Page.GotoAsync($"{server.Console}/");
        await ConsolePage.ExpectLiveAsync(Page);

        await Page.GetByRole(AriaRole.Button, new() { Name = "KT, account of Kilgore Trout" }).ClickAsync();
        await Page.GetByText("Sign out", new() { Exact = true }).ClickAsync();
        var signedOut = new SignedOutPage(Page);
        await signedOut.ExpectAsync();

        await signedOut.SignInAgain.ClickAsync();
        await ConsolePage.ExpectLiveAsync(Page);
    }

    private async Task<DexProcess> ServeAsync(string administrators)
    {
        var server = EndingWithTheJourney(await DexProcess.ServeAsync(
            place => $"""
                {ConsoleConfiguration.For(place, administrators)}
                connectors:
                  - type: mockCallback
                    id: mock
                    name: Example
                """,
            ct: Cancelled));
        Visit.ExpectOrigin(((IServerUnderTest)server).Origin);
        return server;
    }
}
