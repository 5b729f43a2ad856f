using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>An application keeps people signed in, and an administrator ends it: the very next call is refused.</summary>
public sealed class TokenJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    private const string Scope = "openid profile email offline_access";

    [Fact]
    public async Task A_client_that_we_did_not_write_refreshes_until_an_administrator_ends_it()
    {
        var party = Party();
        var signedIn = await party.SignInAsync(Cancelled);
        Assert.False(signedIn.IsError, signedIn.Error);
        var first = await party.RefreshAsync(signedIn.RefreshToken, Cancelled);
        Assert.False(first.IsError, first.Error);
        var second = await party.RefreshAsync(first.RefreshToken, Cancelled);
        Assert.False(second.IsError, second.Error);
        Assert.Equal(3, new[] { signedIn.RefreshToken, first.RefreshToken, second.RefreshToken }.Distinct().Count());
        Assert.False((await party.UserInfoAsync(second.AccessToken, Cancelled)).IsError);

        var console = (await OpenBrowserAsync()).Page;
        await SignInAsync(console, "/tokens");
        var tokens = new TokensPage(console);
        var row = tokens.Rows.First;
        await Expect(row).ToContainTextAsync("Kilgore Trout");
        await Expect(row).ToContainTextAsync(RelyingPartySite.Name);
        await Expect(tokens.Answer).ToContainTextAsync("1 refresh token keeps people signed in");
        await Axe.ExpectCleanInBothThemesAsync(console);
        await Screenshots.TakeAsync(console, "tokens");
        await tokens.EndAsync(row);
        await Expect(tokens.Rows).ToHaveCountAsync(0);

        Assert.Equal("invalid_grant", (await party.RefreshAsync(second.RefreshToken, Cancelled)).Error);
        Assert.True((await party.UserInfoAsync(second.AccessToken, Cancelled)).IsError);
        Assert.True((await party.UserInfoAsync(signedIn.AccessToken, Cancelled)).IsError);
    }

    [Fact]
    public async Task All_that_a_client_holds_ends_at_once_with_the_count_before_and_after()
    {
        var party = Party();
        var signedIn = await party.SignInAsync(Cancelled);
        var console = (await OpenBrowserAsync()).Page;
        await SignInAsync(console, $"/tokens?client={RelyingPartySite.ClientId}");
        var tokens = new TokensPage(console);
        await Expect(tokens.Rows).ToHaveCountAsync(1);

        Assert.StartsWith("1 refresh token ends", await tokens.EndAllOfClientAsync(RelyingPartySite.ClientId), StringComparison.Ordinal);

        await Expect(console.GetByTestId("done")).ToHaveTextAsync("1 refresh token ended, 0 left.");
        Assert.Equal("invalid_grant", (await party.RefreshAsync(signedIn.RefreshToken, Cancelled)).Error);
    }

    [Fact]
    public async Task A_grant_that_is_switched_off_refreshes_nobody_from_that_moment_on()
    {
        var party = Party();
        var signedIn = await party.SignInAsync(Cancelled);
        var console = (await OpenBrowserAsync()).Page;
        await SignInAsync(console, "/grant-types");
        var grants = new GrantTypesPage(console);

        await grants.Switch("refresh_token").ClickAsync();
        await grants.SaveAsync("refresh_token");
        Assert.Equal("unsupported_grant_type", (await party.RefreshAsync(signedIn.RefreshToken, Cancelled)).Error);
        var without = await Party().SignInAsync(Cancelled);
        Assert.False(without.IsError, without.Error);
        Assert.Null(without.RefreshToken);
        await new TokensPage(console).OpenTokensAsync();
        await Expect(new TokensPage(console).Answer).ToContainTextAsync("refresh_token is switched off");
    }

    [Fact]
    public async Task A_sign_in_is_tried_from_the_console_and_explained_claim_by_claim()
    {
        await SignInAsync(Page, $"/clients/{RelyingPartySite.ClientId}/try-it");
        await Page.GetByLabel("Grant", new() { Exact = true }).SelectOptionAsync("authorization_code");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add the scope offline_access" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Begin a sign-in" }).ClickAsync();
        var link = Page.GetByTestId("trial-link");
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, "client-try-it-waiting");

        // Somebody else signs in, in a browser of their own.
        var person = (await OpenBrowserAsync()).Page;
        await person.GotoAsync((await link.GetAttributeAsync("href"))!);
        await WalkAsync(person);
        await Expect(person.GetByRole(AriaRole.Heading, new() { Name = "Back in the console" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(person, "sign-in-trial-end");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "200 OK" })).ToBeVisibleAsync();
        var client = new ClientDetailPage(Page);
        await Expect(client.Claim("sub")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Scope email not asked for.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Refresh with it" }).ClickAsync();
        await Expect(Page.GetByText("refresh_token=redacted")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "200 OK" })).ToBeVisibleAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, "client-try-it-refreshed");

        // The trial's own refresh token ends with it, and the application's people keep theirs.
        await Page.GetByRole(AriaRole.Button, new() { Name = "Revoke it" }).ClickAsync();
        await new TokensPage(Page).OpenTokensAsync();
        await Expect(new TokensPage(Page).Answer).ToContainTextAsync("Nobody is kept signed in");
    }

    private CertifiedClient Party() => new(Server.Issuer, Application.ForeignClient, Scope, Page, WalkAsync);

    // Consent is asked for once and remembered; the sample connector needs no password.
    private static async Task WalkAsync(IPage page)
    {
        await new ChooserPage(page).ChooseAsync("Example");
        var consent = new ConsentPage(page);
        var arrived = page.GetByRole(AriaRole.Heading, new() { Name = "Signed in elsewhere" }).Or(page.GetByRole(AriaRole.Heading, new() { Name = "Back in the console" }));
        await Expect(consent.Allow.Or(arrived)).ToBeVisibleAsync();
        if (await consent.Allow.IsVisibleAsync())
        {
            await consent.Allow.ClickAsync();
        }
    }
}
