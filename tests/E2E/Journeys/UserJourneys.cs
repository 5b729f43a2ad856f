using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>An administrator and the accounts of the password database: make, lock, open, reset, delete.</summary>
public sealed class UserJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private readonly string _email = $"jane-{Guid.NewGuid().ToString("N")[..8]}@example.com";

    [Fact]
    public async Task An_account_is_made_with_a_password_shown_once_locked_opened_reset_and_deleted()
    {
        await SignInAsync("/users");
        var list = new UsersPage(Page);
        await Expect(list.Heading).ToHaveTextAsync("Users");
        await Page.Keyboard.PressAsync("n");
        var first = await MakeAsync();
        var account = new AccountPage(Page);
        await Expect(account.Heading).ToHaveTextAsync("Jane Doe");
        await Expect(account.Lock).ToBeVisibleAsync();
        Assert.DoesNotContain(first, await Page.ContentAsync(), StringComparison.Ordinal);

        await list.OpenAccountsAsync();
        await list.Search.FillAsync(_email);
        await Page.WaitForURLAsync("**/users?q=*");
        await Expect(list.Account(_email)).ToContainTextAsync("Open");
        await list.Account(_email).GetByRole(AriaRole.Link).ClickAsync();

        await account.Lock.ClickAsync();
        await account.AgreeAsync("Lock account");
        await Expect(account.Unlock).ToBeVisibleAsync();
        await list.OpenAccountsAsync();
        await Expect(list.Account(_email)).ToContainTextAsync("Locked");
        await account.OpenAccountAsync(_email);
        await account.Unlock.ClickAsync();
        await Expect(account.Lock).ToBeVisibleAsync();

        await account.Reset.ClickAsync();
        await account.Dialog.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        var dialog = new PasswordDialog(Page);
        await Expect(dialog.Password).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(dialog.Password).ToBeVisibleAsync();
        var second = await dialog.TakeAsync();
        Assert.NotEqual(first, second);
        Assert.DoesNotContain(second, await Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(second, Server.Log, StringComparison.Ordinal);
        await Expect(account.Recent).ToContainTextAsync("reset the password");

        await account.DeleteAsync(_email);
        await Expect(list.Account(_email)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_change_is_saved_and_the_own_account_cannot_be_locked()
    {
        await SignInAsync("/users/new");
        await MakeAsync();
        var account = new AccountPage(Page);
        await account.Name.FillAsync("Jane D. Doe");
        await Expect(account.Save).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(account.Saved).ToBeVisibleAsync();
        await Expect(account.Heading).ToHaveTextAsync("Jane D. Doe");

        await account.OpenAccountAsync(Server.Email);
        await Expect(account.Lock).ToBeDisabledAsync();
        await Expect(account.Lock).ToHaveAccessibleDescriptionAsync("You are signed in with this account.");

        await Page.Keyboard.PressAsync("Control+k");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" }).FillAsync("New acc");
        await Page.GetByRole(AriaRole.Option, new() { Name = "New account" }).ClickAsync();
        await Expect(account.Heading).ToHaveTextAsync("New account");
        await account.OpenAccountAsync(_email);
        await account.DeleteAsync(_email);
    }

    [Fact]
    public async Task Every_page_of_users_is_accessible_in_both_themes_and_keeps_within_a_telephone()
    {
        await SignInAsync("/users/new");
        var form = new NewAccountPage(Page);
        await form.ChooseOne.CheckAsync();
        await form.NewPassword.FillAsync("short");
        await form.EmailAddress.FillAsync("nobody");
        await form.Make.ClickAsync();
        await Expect(form.Alert.GetByText("Choose a password of 12 to 72 characters.")).ToBeVisibleAsync();
        await LookAsync("users-new-refused");
        await Page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Make one") }).CheckAsync();
        await MakeAsync(look: true);
        var account = new AccountPage(Page);
        await LookAsync("users-account");
        await account.Name.FillAsync("Jane D. Doe");
        await Expect(account.Save).ToBeVisibleAsync();
        await LookAsync("users-account-unsaved");
        await account.Save.ClickAsync();
        await Expect(account.Saved).ToBeVisibleAsync();
        await account.Reset.ClickAsync();
        await Expect(account.Dialog).ToBeVisibleAsync();
        await LookAsync("users-reset");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(account.Dialog).ToHaveCountAsync(0);
        await account.Lock.ClickAsync();
        await account.AgreeAsync("Lock account");
        await Expect(account.Unlock).ToBeVisibleAsync();

        var list = new UsersPage(Page);
        await list.OpenAccountsAsync();
        await LookAsync("users");
        await list.Tab("Identities").ClickAsync();
        await list.OpenIdentitiesAsync();
        await LookAsync("users-identities");
        await account.OpenAccountAsync(_email);
        await account.DeleteAsync(_email);
    }

    private async Task LookAsync(string name)
    {
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, name);
        await Page.SetViewportSizeAsync(390, 844);
        await Theme.SettleAsync(Page);
        await Axe.ExpectCleanAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at 390 px.");
        await Page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>Fills the form that is open and answers with the generated password; the page is then the account's.</summary>
    private async Task<string> MakeAsync(bool look = false)
    {
        var form = new NewAccountPage(Page);
        await form.EmailAddress.FillAsync(_email);
        await form.Name.FillAsync("Jane Doe");
        await form.Make.ClickAsync();
        var dialog = new PasswordDialog(Page);
        await Expect(dialog.Password).ToBeVisibleAsync();
        if (look)
        {
            await LookAsync("users-password");
        }

        var password = await dialog.TakeAsync();
        await Expect(new AccountPage(Page).Reset).ToBeVisibleAsync();
        return password;
    }
}
