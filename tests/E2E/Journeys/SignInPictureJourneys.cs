using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The scenes of the design's pictures: choose, type, allow; and the same with names of a length that nobody draws.</summary>
public sealed class SignInPictureJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) =>
        await DexProcess.ServeAsync(HaldenConfiguration.For, ct: ct);

    [Fact]
    public async Task The_ways_to_sign_in()
    {
        await Page.GotoAsync(HaldenConfiguration.Request);
        await Expect(new ChooserPage(Page).Ways).ToContainTextAsync(["Email", "Example"]);
        await Expect(Page.GetByText("You will come back to portal.halden.example afterwards.")).ToBeVisibleAsync();

        await SignInLook.ExpectAsync(Page, "sign-in-chooser");
        await Screenshots.TakeForDocsAsync(Page, "sign-in-chooser");
    }

    [Fact]
    public async Task The_password_and_a_wrong_one()
    {
        Visit.Expect("401");
        await Page.GotoAsync(HaldenConfiguration.Request);
        await new ChooserPage(Page).ChooseAsync("Email");
        var signIn = new SignInPage(Page);
        await signIn.ExpectAsync();
        await SignInLook.ExpectAsync(Page, "sign-in-password");

        await signIn.SubmitAsync(HaldenConfiguration.Email, "not the password");
        await Expect(signIn.Alert).ToBeVisibleAsync();
        await SignInLook.ExpectAsync(Page, "sign-in-password-error");
    }

    [Fact]
    public async Task The_question_for_consent_shows_the_very_values()
    {
        await AskAsync(HaldenConfiguration.Request, HaldenConfiguration.Email);

        await Expect(new ConsentPage(Page).Asked).ToContainTextAsync(
            ["Ingrid Dahl", HaldenConfiguration.Email, "sales, north-region, fleet, on-call", "Ledger API"]);
        await SignInLook.ExpectAsync(Page, "sign-in-consent");
        await Screenshots.TakeForDocsAsync(Page, "sign-in-consent");
    }

    [Fact]
    public async Task Long_names_and_long_lists_wrap()
    {
        await AskAsync(HaldenConfiguration.LongRequest, HaldenConfiguration.LongEmail);

        await Expect(new ConsentPage(Page).Asked).ToHaveCountAsync(12);
        await SignInLook.ExpectAsync(Page, "sign-in-consent-long");
    }

    [Fact]
    public async Task The_question_without_anything_to_tell()
    {
        await AskAsync($"{HaldenConfiguration.SmallRequest}&prompt=consent", HaldenConfiguration.Email);

        await Expect(Page.GetByText("It asks for no personal information")).ToBeVisibleAsync();
        await SignInLook.ExpectAsync(Page, "sign-in-consent-nothing");
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_in_reading_order_and_shows_where_it_is()
    {
        await Page.GotoAsync(HaldenConfiguration.Request);
        await Expect(new ChooserPage(Page).Heading).ToBeVisibleAsync();
        Assert.Equal(["Email", "Example", "Privacy", "Help"], await WalkAsync(4));
        await AskAsync(HaldenConfiguration.Request, HaldenConfiguration.Email);

        Assert.Equal(["Not you?", "Cancel", "Allow", "Privacy", "Help"], await WalkAsync(5));
    }

    /// <summary>Where so many presses of the Tab key lead; fails where the focus cannot be seen.</summary>
    private async Task<IReadOnlyList<string>> WalkAsync(int steps)
    {
        var names = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            names.Add(await Page.EvaluateAsync<string>("document.activeElement.innerText.split('\\n')[0].trim()"));
            Assert.Equal("2px", await Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
        }

        return names;
    }

    private async Task AskAsync(string request, string email)
    {
        await Page.GotoAsync(request);
        await new ChooserPage(Page).ChooseAsync("Email");
        await new SignInPage(Page).SubmitAsync(email, HaldenConfiguration.Password);
        await Expect(new ConsentPage(Page).Allow).ToBeVisibleAsync();
    }
}
