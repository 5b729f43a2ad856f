using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The page behind the one-time link of the log.</summary>
public sealed class FirstAdministratorPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator EmailAddress => page.GetByLabel("E-mail address");

    public ILocator Name => page.GetByLabel("Display name");

    public ILocator Password => page.GetByLabel("Password", new() { Exact = true });

    public ILocator PasswordAgain => page.GetByLabel("Password again", new() { Exact = true });

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public Task OpenAsync(string link) => page.GotoAsync(link);

    public async Task SubmitAsync(string email, string password, string? again = null)
    {
        await EmailAddress.FillAsync(email);
        await Name.FillAsync("Ada");
        await Password.FillAsync(password);
        await PasswordAgain.FillAsync(again ?? password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
    }
}
