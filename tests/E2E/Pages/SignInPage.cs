using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The page that asks for a name and a password, titled with the connector's name. It works without its script and without a circuit.</summary>
public sealed class SignInPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator EmailAddress => page.GetByLabel("E-mail address");

    /// <summary>The field, not the button that shows what is in it.</summary>
    public ILocator Password => page.GetByLabel("Password", new() { Exact = true });

    public ILocator ShowPassword => page.GetByRole(AriaRole.Button, new() { Name = "Show the password" });

    public ILocator HidePassword => page.GetByRole(AriaRole.Button, new() { Name = "Hide the password" });

    public ILocator Submit => page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true });

    public ILocator OtherWays => page.GetByRole(AriaRole.Link, new() { Name = "Other ways to sign in" });

    /// <summary>Why the last attempt was refused.</summary>
    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    /// <summary>Begins a sign-in to the console; <paramref name="returnTo"/> is where to go afterwards, and null leaves that out.</summary>
    public async Task OpenAsync(string? returnTo = null)
    {
        await page.GotoAsync(returnTo is null ? "/console/sign-in" : $"/console/sign-in?returnTo={Uri.EscapeDataString(returnTo)}");
        await ExpectAsync();
    }

    public Task ExpectAsync() => Assertions.Expect(EmailAddress).ToBeVisibleAsync();

    public async Task SubmitAsync(string email, string password)
    {
        await EmailAddress.FillAsync(email);
        await Password.FillAsync(password);
        await Submit.ClickAsync();
    }
}
