using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The list of clients.</summary>
public sealed class ClientsPage(IPage page) : ConsolePage(page)
{
    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search by name, id or secret label" });

    public ILocator NewClient => Page.GetByRole(AriaRole.Link, new() { Name = "New client" });

    /// <summary>The row of a client, or its card on a narrow screen.</summary>
    public ILocator Row(string id) => Page.GetByTestId($"client-row-{id}");

    public async Task OpenAsync()
    {
        await OpenAsync("/clients");
        await Assertions.Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of clients" })
            .Or(Page.GetByText("No client yet"))).ToBeVisibleAsync();
    }
}

/// <summary>The form that registers a client.</summary>
public sealed class NewClientPage(IPage page) : ConsolePage(page)
{
    public ILocator Name => Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true });

    public ILocator Id => Page.GetByRole(AriaRole.Textbox, new() { Name = "Client id" });

    public ILocator Create => Page.GetByRole(AriaRole.Button, new() { Name = "Create client and secret" });

    public Task OpenAsync() => OpenAsync("/clients/new");
}

/// <summary>The dialog that shows a secret once.</summary>
public sealed class SecretDialog(IPage page)
{
    public ILocator Secret => page.GetByTestId("secret");

    public ILocator Close => Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" });

    public ILocator Stored => Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "I have stored the secret" });

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public async Task<string> ReadAsync() => await Secret.InnerTextAsync();

    /// <summary>Ticks that the secret is stored, closes, and waits until it is gone from the page.</summary>
    public async Task PutAwayAsync()
    {
        await Stored.CheckAsync();
        await Close.ClickAsync();
        await Assertions.Expect(Secret).ToHaveCountAsync(0);
    }
}

/// <summary>One client's page with its tabs.</summary>
public sealed class ClientDetailPage(IPage page) : ConsolePage(page)
{
    public static IReadOnlyList<string> MachineTabs { get; } = ["overview", "grants", "credentials", "scopes", "lifetimes", "try-it"];

    public ILocator Description => Page.GetByRole(AriaRole.Textbox, new() { Name = "Description" });

    public ILocator Name => Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true });

    public ILocator Save => Page.GetByRole(AriaRole.Region, new() { Name = "Unsaved changes" }).GetByRole(AriaRole.Button, new() { Name = "Save" });

    public ILocator Saved => Page.GetByRole(AriaRole.Region, new() { Name = "Saved" });

    public ILocator NewSecret => Page.GetByRole(AriaRole.Button, new() { Name = "New secret" });

    public ILocator MakeSecret => Page.GetByRole(AriaRole.Button, new() { Name = "Make the secret" });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Send => Page.GetByRole(AriaRole.Button, new() { Name = "Send" });

    /// <summary>A row of the table of secrets.</summary>
    public ILocator Secret(string label) => Page.GetByTestId($"secret-row-{label}");

    /// <summary>A row of the table of claims that a trial brought.</summary>
    public ILocator Claim(string name) => Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true });

    public ILocator Tab(string name) =>
        Page.GetByRole(AriaRole.Navigation, new() { NameRegex = new("^Parts of ") }).GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>A choice of the dialog that decides between two edits.</summary>
    public ILocator Choice(string field, string whose) => Dialog.GetByRole(AriaRole.Radio, new() { Name = $"{field}: {whose}" });

    public ILocator SaveMerged => Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Save as version") });

    public async Task OpenAsync(string id, string tab)
    {
        await OpenAsync($"/clients/{Uri.EscapeDataString(id)}/{tab}");
        await Assertions.Expect(Tab("Overview")).ToBeVisibleAsync();
    }

    /// <summary>Retires a secret; it asks for the label when the secret was used today.</summary>
    public async Task RetireAsync(string label, bool wasUsed)
    {
        await Secret(label).GetByRole(AriaRole.Button, new() { Name = $"More for secret {label}" }).ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Retire…" }).ClickAsync();
        if (wasUsed)
        {
            await Dialog.GetByRole(AriaRole.Textbox).FillAsync(label);
        }

        await Dialog.GetByRole(AriaRole.Button, new() { Name = $"Retire {label}" }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    public async Task DeleteAsync(string id)
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^More for ") }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete…" }).ClickAsync();
        await Dialog.GetByRole(AriaRole.Textbox).FillAsync(id);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete client" }).ClickAsync();
        await Page.WaitForURLAsync("**/clients");
    }
}
