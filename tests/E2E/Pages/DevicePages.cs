using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The page on which people type the code that a device shows.</summary>
public sealed class DeviceCodePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Code => page.GetByLabel("Code", new() { Exact = true });

    public ILocator Continue => page.GetByRole(AriaRole.Button, new() { Name = "Continue" });

    /// <summary>Where the code came with the address.</summary>
    public ILocator Confirm => page.GetByRole(AriaRole.Button, new() { Name = "It is the same code" });

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public async Task TypeAsync(string code)
    {
        await Code.FillAsync(code);
        await Code.PressAsync("Enter");
    }
}

/// <summary>The last page of a sign-in for a device, however it went.</summary>
public sealed class DeviceOutcomePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Main => page.GetByRole(AriaRole.Main);

    public async Task ExpectAsync(string heading, string words)
    {
        await Assertions.Expect(Heading).ToHaveTextAsync(heading);
        await Assertions.Expect(Main).ToContainTextAsync(words);
        await Assertions.Expect(Main).ToContainTextAsync("You can close this window.");
    }
}
