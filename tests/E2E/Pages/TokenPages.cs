using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>Sessions and tokens: who is kept signed in, and which devices wait.</summary>
public sealed class TokensPage(IPage page) : ConsolePage(page)
{
    public ILocator Rows => Page.Locator("[data-testid^=refresh-token-row-]");

    public ILocator Devices => Page.Locator("[data-testid^=device-row-]");

    /// <summary>The sentence under the heading.</summary>
    public ILocator Answer => Page.GetByRole(AriaRole.Main).Locator(".dx-answer");

    public Task OpenTokensAsync(string query = "") => OpenAsync($"/tokens{query}");

    public Task OpenDevicesAsync() => OpenAsync("/tokens/devices");

    /// <summary>Presses the row's own button and agrees.</summary>
    public async Task EndAsync(ILocator row)
    {
        ArgumentNullException.ThrowIfNull(row);
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new("^End the refresh token") }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End refresh token" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Ends all of the client that the list is filtered by, having typed its id; answers with what the dialog says.</summary>
    public async Task<string> EndAllOfClientAsync(string clientId)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "End all of this client" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        var effect = await dialog.GetByText("none is left then").InnerTextAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(clientId);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "End all" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        return effect;
    }
}
