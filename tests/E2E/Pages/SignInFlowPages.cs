using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The page on which people choose how to sign in.</summary>
public sealed class ChooserPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Level = 1 });

    public ILocator Ways => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem);

    /// <summary>The link to one connector, whatever its second line says.</summary>
    public ILocator Way(string name) => Ways.GetByRole(AriaRole.Link).Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    public Task ExpectAsync() => Assertions.Expect(Heading).ToBeVisibleAsync();

    public async Task ChooseAsync(string name)
    {
        await ExpectAsync();
        await Way(name).ClickAsync();
    }
}

/// <summary>The page that asks whether an application may have what it asks for.</summary>
public sealed class ConsentPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Allow => page.GetByRole(AriaRole.Button, new() { Name = "Allow" });

    public ILocator Cancel => page.GetByRole(AriaRole.Button, new() { Name = "Cancel" });

    public ILocator NotYou => page.GetByRole(AriaRole.Link, new() { Name = "Not you?" });

    public ILocator Asked => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem);

    public Task ExpectAsync(string application) => Assertions.Expect(Heading).ToHaveTextAsync($"{application} asks for access");
}

/// <summary>The page of a failure: what happened, what to do, and the number to quote.</summary>
public sealed class FailurePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Main => page.GetByRole(AriaRole.Main);

    public ILocator Number => page.GetByRole(AriaRole.Code);

    public ILocator Copy => page.GetByRole(AriaRole.Button, new() { Name = "Copy the number" });

    /// <summary>Only where we know how to begin again, which is at the console.</summary>
    public ILocator SignInAgain => page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" });

    /// <summary>Waits for a failure that says these words, says what to do, and has a number.</summary>
    public async Task ExpectAsync(string phrase, string words)
    {
        await Assertions.Expect(Heading).ToHaveTextAsync(phrase);
        await Assertions.Expect(Main).ToContainTextAsync(words);
        await Assertions.Expect(Main).ToContainTextAsync("What you can do");
        await Assertions.Expect(Number).Not.ToBeEmptyAsync();
    }
}

/// <summary>The page that hands the answer to the application as a form.</summary>
public sealed class FormPostPage(IPage page)
{
    public ILocator Continue => page.GetByRole(AriaRole.Button, new() { Name = "Continue" });
}

/// <summary>The page that shows a code to be carried to the application by hand.</summary>
public sealed class OutOfBandPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Code => page.GetByLabel("Code", new() { Exact = true });

    public ILocator Copy => page.GetByRole(AriaRole.Button, new() { Name = "Copy the code" });
}

/// <summary>The console's page for people who have left it.</summary>
public sealed class SignedOutPage(IPage page)
{
    public ILocator SignInAgain => page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" });

    public Task ExpectAsync() => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signed out", Level = 1 })).ToBeVisibleAsync();
}
