using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The page that says what is served and what a change would do.</summary>
public sealed class GrantTypesPage(IPage page) : ConsolePage(page)
{
    public ILocator Preview => Page.GetByRole(AriaRole.Complementary, new() { Name = "Before you save" });

    public ILocator Saved => Page.GetByRole(AriaRole.Region, new() { Name = "Saved", Exact = true });

    public ILocator Discard => Page.GetByRole(AriaRole.Button, new() { Name = "Discard" });

    public ILocator Confirmation => Page.GetByRole(AriaRole.Dialog);

    public Task OpenAsync() => OpenAsync("/grant-types");

    public ILocator Switch(string grant) => Page.GetByRole(AriaRole.Switch, new() { Name = grant });

    public ILocator Row(string grant) => Page.GetByTestId($"grant-{grant}");

    /// <summary>Saves what is switched, whoever loses by it.</summary>
    public async Task SaveAsync(string typed)
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Save") }).ClickAsync();
        await Assertions.Expect(Confirmation.Or(Saved)).ToBeVisibleAsync();
        if (await Confirmation.IsVisibleAsync())
        {
            await Confirmation.GetByRole(AriaRole.Textbox).FillAsync(typed);
            await Confirmation.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        }

        await Assertions.Expect(Saved).ToContainTextAsync("Saved");
    }

    /// <summary>Opens the question that stands before a save by which somebody loses.</summary>
    public async Task AskToSaveAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Save") }).ClickAsync();
        await Assertions.Expect(Confirmation).ToBeVisibleAsync();
    }
}

/// <summary>The catalogue of flags.</summary>
public sealed class FeatureFlagsPage(IPage page) : ConsolePage(page)
{
    public ILocator Why => Page.GetByTestId("flag-aside");

    public Task OpenFlagAsync(string flag) => OpenAsync($"/feature-flags?flag={flag}");

    public ILocator Row(string flag) => Page.GetByTestId($"flag-{flag}");

    public ILocator Filter(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Switch(string flag) => Page.GetByRole(AriaRole.Switch, new() { Name = flag });
}

/// <summary>The live discovery document beside the endpoints.</summary>
public sealed class DiscoveryPage(IPage page) : ConsolePage(page)
{
    public ILocator Raw => Page.GetByLabel("The discovery document as served");

    public ILocator Answer => Page.GetByRole(AriaRole.Main).GetByText("fields are served");

    public Task OpenAsync(bool raw = false) => OpenAsync(raw ? "/discovery?view=raw" : "/discovery");

    public ILocator Member(string name) => Page.GetByTestId($"member-{name}");

    public ILocator Endpoint(string name) => Page.GetByTestId($"endpoint-{name}");

    public Task CheckAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
}

/// <summary>Keys over time.</summary>
public sealed class KeysPage(IPage page) : ConsolePage(page)
{
    public ILocator Rows => Page.GetByTestId("key-ring").GetByRole(AriaRole.Row);

    public ILocator Confirmation => Page.GetByRole(AriaRole.Dialog);

    public Task OpenAsync() => OpenAsync("/keys");

    public async Task AskToRotateAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Rotate now" }).ClickAsync();
        await Assertions.Expect(Confirmation).ToBeVisibleAsync();
    }

    public Task ConfirmAsync() => Confirmation.GetByRole(AriaRole.Button, new() { Name = "Rotate now" }).ClickAsync();
}

/// <summary>The first page.</summary>
public sealed class OverviewPage(IPage page) : ConsolePage(page)
{
    public ILocator FirstToken => Page.GetByTestId("first-token");

    public ILocator Listening => Page.GetByTestId("listening");

    public ILocator Traffic => Page.GetByTestId("traffic");

    public ILocator Refusal(string rule) => Page.GetByTestId($"refusal-{rule}");

    public Task OpenAsync() => OpenAsync("/");
}
