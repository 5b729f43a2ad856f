using Dex.Tests.Provisioning;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>One browser for the whole suite, started when first asked for; every visit has a profile of its own.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens a fresh profile with one page, whose addresses are relative to the server.</summary>
    public async Task<BrowserVisit> VisitAsync(IServerUnderTest server) =>
        await BrowserVisit.OpenAsync((await _started.Value).Browser, server.Origin);

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var (driver, browser) = await _started.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        // Two cores carry the server, the browser and the other test project at once.
        Assertions.SetDefaultExpectTimeout(20_000);
        var driver = await Playwright.CreateAsync();
        return (driver, await Chromium.LaunchAsync(driver));
    }
}
