using System.Text.Json;
using Dex.Tests.Provisioning;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>One browser for the whole suite, started when first asked for; every visit has a profile of its own.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // The number under which Chromium stores that a site may not do something.
    private const int Blocked = 2;

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);
    private readonly List<TemporaryFolder> _profiles = [];

    /// <summary>Opens a fresh profile with one page, whose addresses are relative to the server.</summary>
    /// <param name="adjust">What this browser does differently.</param>
    public async Task<BrowserVisit> VisitAsync(IServerUnderTest server, Action<BrowserNewContextOptions>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var options = new BrowserNewContextOptions
        {
            BaseURL = server.Origin,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "UTC",
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        };
        adjust?.Invoke(options);
        return await BrowserVisit.OpenAsync(await (await _started.Value).Browser.NewContextAsync(options), server.Origin);
    }

    /// <summary>The same in a browser whose person has forbidden cookies of <paramref name="origin"/> in its settings.</summary>
    public async Task<BrowserVisit> VisitWithoutCookiesAsync(IServerUnderTest server, string origin)
    {
        ArgumentNullException.ThrowIfNull(server);
        var profile = new TemporaryFolder();
        _profiles.Add(profile);
        var cookies = new Dictionary<string, object> { [$"{origin},*"] = new { setting = Blocked } };
        var preferences = JsonSerializer.Serialize(new { profile = new { content_settings = new { exceptions = new { cookies } } } });
        Directory.CreateDirectory(profile.File("Default"));
        await File.WriteAllTextAsync(Path.Combine(profile.File("Default"), "Preferences"), preferences);
        var context = await Chromium.LaunchProfileAsync((await _started.Value).Driver, profile.Path, new BrowserTypeLaunchPersistentContextOptions
        {
            BaseURL = server.Origin,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await BrowserVisit.OpenAsync(context, server.Origin);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var (driver, browser) = await _started.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }

        _profiles.ForEach(profile => profile.Dispose());
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        // Two cores carry the server, the browser and the other test project at once.
        Assertions.SetDefaultExpectTimeout(20_000);
        var driver = await Playwright.CreateAsync();
        return (driver, await Chromium.LaunchAsync(driver));
    }
}
