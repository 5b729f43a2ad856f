using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The two lists of people: accounts of the password database, and identities.</summary>
public sealed class UsersPage(IPage page) : ConsolePage(page)
{
    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search by address, name or user id" });

    /// <summary>The row of an account, or its card on a narrow screen.</summary>
    public ILocator Account(string email) => Page.GetByTestId($"account-row-{email}");

    public ILocator Tab(string name) =>
        Page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of Users" }).GetByRole(AriaRole.Link, new() { Name = name });

    public async Task OpenAccountsAsync()
    {
        await OpenAsync("/users");
        await Assertions.Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of accounts" })).ToBeVisibleAsync();
    }

    public async Task OpenIdentitiesAsync()
    {
        await OpenAsync("/users/identities");
        await Assertions.Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of people" }).Or(Page.GetByText("Nobody yet."))).ToBeVisibleAsync();
    }
}

/// <summary>The form that makes an account.</summary>
public sealed class NewAccountPage(IPage page) : ConsolePage(page)
{
    public ILocator EmailAddress => Page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail address" });

    public ILocator Name => Page.GetByRole(AriaRole.Textbox, new() { Name = "Name optional", Exact = true });

    public ILocator ChooseOne => Page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Choose one") });

    public ILocator NewPassword => Page.GetByLabel("New password", new() { Exact = true });

    public ILocator Make => Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" });
}

/// <summary>The dialog that shows a generated password once.</summary>
public sealed class PasswordDialog(IPage page)
{
    public ILocator Password => page.GetByTestId("password");

    public ILocator Close => Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" });

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>Answers with the password, closes, and waits until it is gone from the page.</summary>
    public async Task<string> TakeAsync()
    {
        var password = await Password.InnerTextAsync();
        await Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "I have handed it over or stored it" }).CheckAsync();
        await Close.ClickAsync();
        await Assertions.Expect(Password).ToHaveCountAsync(0);
        return password;
    }
}

/// <summary>One account's page.</summary>
public sealed class AccountPage(IPage page) : ConsolePage(page)
{
    public ILocator Name => Page.GetByRole(AriaRole.Textbox, new() { Name = "Name optional", Exact = true });

    public ILocator Save => Page.GetByRole(AriaRole.Region, new() { Name = "Unsaved changes" }).GetByRole(AriaRole.Button, new() { Name = "Save" });

    public ILocator Saved => Page.GetByRole(AriaRole.Region, new() { Name = "Saved", Exact = true });

    public ILocator Lock => Page.GetByRole(AriaRole.Button, new() { Name = "Lock…" });

    public ILocator Unlock => Page.GetByRole(AriaRole.Button, new() { Name = "Unlock" });

    public ILocator Reset => Page.GetByRole(AriaRole.Button, new() { Name = "Reset password…" });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>What administrators did to the account.</summary>
    public ILocator Recent => Page.GetByRole(AriaRole.Region, new() { Name = "Recent" });

    public Task OpenAccountAsync(string email) => OpenAsync($"/users/accounts/{Uri.EscapeDataString(email)}");

    /// <summary>Presses the button of the dialog that asks, and waits until it is gone.</summary>
    public async Task AgreeAsync(string verb)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    public async Task DeleteAsync(string email)
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^More for ") }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete…" }).ClickAsync();
        await Dialog.GetByRole(AriaRole.Textbox).FillAsync(email);
        await AgreeAsync("Delete account");
        await Page.WaitForURLAsync("**/users");
    }
}

/// <summary>The page of a person whom a connector knows.</summary>
public sealed class PersonPage(IPage page) : ConsolePage(page)
{
    public new IPage Page => base.Page;

    public ILocator Block => Page.GetByRole(AriaRole.Button, new() { Name = "Block…" });

    public ILocator Lift => Page.GetByRole(AriaRole.Button, new() { Name = "Lift the block" });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>The row of what the person allowed one application.</summary>
    public ILocator Consent(string clientId) => Page.GetByTestId($"consent-row-{clientId}");

    /// <summary>Presses the button of the dialog that asks, and waits until it is gone.</summary>
    public async Task AgreeAsync(string verb)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }
}
