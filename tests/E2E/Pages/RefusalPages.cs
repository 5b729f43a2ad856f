using Microsoft.Playwright;

namespace Dex.Tests.E2E.Pages;

/// <summary>The list of refused requests.</summary>
public sealed class RefusalsPage(IPage page) : ConsolePage(page)
{
    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search by trace id, client, rule or address" });

    public ILocator Requests => Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of refusals" });

    /// <summary>The row of a request, or its card on a narrow screen.</summary>
    public ILocator Request(string trace) => Page.GetByTestId($"refusal-row-{trace}");

    public ILocator Group(string name) => Page.GetByTestId($"refusal-group-{name}");

    public Task OpenAsync() => OpenAsync("/refusals");

    public Task GatherAsync(string by) => Page.GetByRole(AriaRole.Group, new() { Name = "Gathered by" }).GetByRole(AriaRole.Button, new() { Name = by }).ClickAsync();
}

/// <summary>Why one request was refused.</summary>
public sealed class RefusalPage(IPage page) : ConsolePage(page)
{
    public ILocator Checks => Page.GetByTestId("checks");

    public ILocator Stopped => Page.GetByTestId("stopped");

    public ILocator Told => Page.GetByTestId("told");

    public ILocator Request => Page.GetByTestId("request");

    /// <summary>What an administrator does about it.</summary>
    public ILocator Remedy(string name) => Stopped.GetByRole(AriaRole.Link, new() { Name = name });

    public Task OpenTraceAsync(string trace) => OpenAsync($"/refusals/{trace}");
}
