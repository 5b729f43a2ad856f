using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>What every page of the console has. A page object speaks in roles and labels, never in CSS.</summary>
public abstract class ConsolePage(IPage page)
{
    protected IPage Page { get; } = page;

    /// <summary>The page's one level-one heading.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>A message that the page has just given.</summary>
    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    /// <summary>Waits until the page's circuit is open, so until a click does something.</summary>
    public static Task ExpectLiveAsync(IPage page) =>
        Assertions.Expect(page.GetByTitle("Connection to the server").GetByText("Live")).ToBeVisibleAsync();

    /// <summary>Opens an address under the console and waits until the page has its heading, so until it is live.</summary>
    protected async Task OpenAsync(string path)
    {
        await Page.GotoAsync($"/console{path}");
        await Assertions.Expect(Heading).ToBeVisibleAsync();
    }
}
