using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The pages of the application that people sign in to, which is ours to write.</summary>
public sealed class ApplicationPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    /// <summary>The value of a claim of the ID token.</summary>
    public ILocator Claim(string name) => page.GetByRole(AriaRole.Row)
        .Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) })
        .GetByRole(AriaRole.Cell);

    public async Task ExpectSignedInAsync(string name)
    {
        await Assertions.Expect(Heading).ToHaveTextAsync("Signed in");
        await Assertions.Expect(Claim("name")).ToHaveTextAsync(name);
    }

    /// <summary>Waits until the application says why nobody is signed in: the error code of the protocol, then its description.</summary>
    public async Task ExpectRefusalAsync(string error)
    {
        await Assertions.Expect(Heading).ToHaveTextAsync("Not signed in");
        await Assertions.Expect(Alert).ToContainTextAsync(error);
    }
}
