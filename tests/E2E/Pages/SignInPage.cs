using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The console's own sign-in. It is a plain page: it works without its script and without a circuit.</summary>
public sealed class SignInPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" });

    public ILocator EmailAddress => page.GetByLabel("E-mail address");

    /// <summary>The field, not the button that shows what is in it.</summary>
    public ILocator Password => page.GetByLabel("Password", new() { Exact = true });

    public ILocator ShowPassword => page.GetByRole(AriaRole.Button, new() { Name = "Show the password" });

    public ILocator Submit => page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true });

    /// <summary>Why the last attempt was refused.</summary>
    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    /// <summary>Opens it; <paramref name="returnTo"/> is where to go afterwards, and null leaves that out.</summary>
    public async Task OpenAsync(string? returnTo = null)
    {
        await page.GotoAsync(returnTo is null ? "/console/sign-in" : $"/console/sign-in?returnTo={Uri.EscapeDataString(returnTo)}");
        await ExpectAsync();
    }

    public Task ExpectAsync() => Assertions.Expect(Heading).ToBeVisibleAsync();

    public async Task SubmitAsync(string email, string password)
    {
        await EmailAddress.FillAsync(email);
        await Password.FillAsync(password);
        await Submit.ClickAsync();
    }
}
