using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>People who do not remember their password, and people who guess.</summary>
public sealed class PasswordJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    private SignInPage SignIn => new(Page);

    [Fact]
    public async Task A_wrong_password_keeps_the_name_and_asks_again_and_the_right_one_goes_on()
    {
        Visit.Expect("401");
        await OpenFormAsync();
        await SignIn.SubmitAsync(Server.Email, "not the password");

        await Expect(SignIn.Alert).ToContainTextAsync("That did not match.");
        await Expect(SignIn.EmailAddress).ToHaveValueAsync(Server.Email);
        await Expect(SignIn.Password).ToHaveValueAsync("");
        await Expect(SignIn.Password).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(Server.Password);
        await Page.Keyboard.PressAsync("Enter");
        await new ConsentPage(Page).Allow.ClickAsync();

        await new ApplicationPage(Page).ExpectSignedInAsync("admin");
    }

    [Fact]
    public async Task The_page_never_says_which_half_was_wrong()
    {
        Visit.Expect("401");
        await OpenFormAsync();
        await SignIn.SubmitAsync(Server.Email, "not the password");
        var wrongPassword = await SignIn.Alert.InnerTextAsync();

        await SignIn.SubmitAsync("nobody@example.com", Server.Password);

        await Expect(SignIn.EmailAddress).ToHaveValueAsync("nobody@example.com");
        await Expect(SignIn.Alert).ToHaveTextAsync(wrongPassword, new() { UseInnerText = true });
    }

    [Theory]
    [InlineData("admin@example.com")]
    [InlineData("nobody@example.com")]
    public async Task Who_guesses_too_often_is_told_how_long_to_wait_whether_the_account_exists_or_not(string email)
    {
        Visit.Expect("401");
        Visit.Expect("429");
        await OpenFormAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SignIn.SubmitAsync(email, $"guess {attempt}");
            await Expect(SignIn.Alert).ToContainTextAsync("That did not match.");
            await Expect(SignIn.Password).ToHaveValueAsync("");
        }

        await SignIn.SubmitAsync(email, Server.Password);

        await Expect(SignIn.Alert).ToHaveTextAsync(new Regex("Too many attempts.\\s+Try again in [0-9]+ seconds."));
        await Expect(SignIn.EmailAddress).ToHaveValueAsync(email);
        await Axe.ExpectCleanInBothThemesAsync(Page);
    }

    [Fact]
    public async Task The_password_is_shown_on_request_and_sent_hidden()
    {
        Visit.Expect("401");
        await OpenFormAsync();
        await SignIn.Password.FillAsync("what I typed");

        await SignIn.ShowPassword.ClickAsync();

        await Expect(SignIn.Password).ToHaveAttributeAsync("type", "text");
        await Expect(SignIn.Password).ToBeFocusedAsync();
        await SignIn.HidePassword.ClickAsync();
        await Expect(SignIn.Password).ToHaveAttributeAsync("type", "password");
        await Expect(SignIn.Password).ToHaveValueAsync("what I typed");
    }

    [Fact]
    public async Task The_way_back_leads_to_the_other_ways_to_sign_in()
    {
        await OpenFormAsync();

        await SignIn.OtherWays.ClickAsync();
        await new ChooserPage(Page).ChooseAsync("Example");

        await new ConsentPage(Page).ExpectAsync(RelyingPartySite.Name);
    }

    [Fact]
    public async Task The_application_may_propose_the_name()
    {
        await GoSignInAsync(Page, "login_hint=eve@example.com");
        await new ChooserPage(Page).ChooseAsync("Email");

        await Expect(SignIn.EmailAddress).ToHaveValueAsync("eve@example.com");
        await Expect(SignIn.Password).ToBeFocusedAsync();
    }

    private async Task OpenFormAsync()
    {
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Email");
        await SignIn.ExpectAsync();
    }
}
