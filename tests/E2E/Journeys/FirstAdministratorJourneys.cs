using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The way into a console whose file names no administrator.</summary>
public sealed partial class FirstAdministratorJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private const string Email = "ada@example.com";
    private const string Chosen = "correct horse battery";

    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await ServeAsync(ct);

    [Fact]
    public async Task The_link_of_the_log_makes_one_administrator_who_can_sign_in()
    {
        Visit.Expect("400");
        Visit.Expect("410");
        var link = Assert.Single(LinksIn(Server.Log));
        var page = new FirstAdministratorPage(Page);

        await page.OpenAsync(link);
        await SignInLook.ExpectAsync(Page, "first-administrator");
        await page.SubmitAsync(Email, "too short");
        await Expect(page.Password).ToHaveAccessibleDescriptionAsync(new Regex("Choose a password of 12 to 72 characters"));
        await Expect(page.EmailAddress).ToHaveValueAsync(Email);
        await SignInLook.ExpectAsync(Page, "first-administrator-error");
        await page.SubmitAsync(Email, Chosen, again: "something else");
        await Expect(page.PasswordAgain).ToHaveAccessibleDescriptionAsync(new Regex("The two passwords differ"));
        await page.SubmitAsync(Email, Chosen);

        var signIn = new SignInPage(Page);
        await signIn.ExpectAsync();
        await page.OpenAsync(link);
        await Expect(page.Heading).ToHaveTextAsync("This link no longer works");
        await SignInLook.ExpectAsync(Page, "first-administrator-spent");
        await signIn.OpenAsync();
        await signIn.SubmitAsync(Email, Chosen);
        await ConsolePage.ExpectLiveAsync(Page);
    }

    [Fact]
    public async Task A_wrong_link_makes_nobody()
    {
        Visit.Expect("410");
        var page = new FirstAdministratorPage(Page);

        var answer = await Page.GotoAsync($"{Server.Console}/first-administrator?token=guessed");

        Assert.Equal(410, answer!.Status);
        await Expect(page.Heading).ToHaveTextAsync("This link no longer works");
    }

    [Fact]
    public async Task A_second_start_gives_no_second_link_while_one_lives()
    {
        Assert.Single(LinksIn(Server.Log));
        Assert.Equal(0, await ((DexProcess)Server).EndAsync("TERM"));

        await using var second = await ServeAsync(Cancelled);

        Assert.Empty(LinksIn(second.Log));
    }

    private Task<DexProcess> ServeAsync(CancellationToken ct) => DexProcess.ServeAsync(
        place => $"""
            issuer: {place.Issuer}
            storage:
              type: sqlite3
              config:
                file: {Folder.File("dex.db")}
            web:
              http: {place.Listen}
            console:
              path: /console
            """,
        ct: ct);

    private static IReadOnlyList<string> LinksIn(string log) => [.. Link().Matches(log).Select(match => match.Value)];

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+/console/first-administrator\?token=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
