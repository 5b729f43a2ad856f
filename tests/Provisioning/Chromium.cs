using Microsoft.Playwright;

namespace Dex.Tests.Provisioning;

/// <summary>Finds a Chromium-like browser or gets one. Without one it fails: a browser test is never skipped.</summary>
public static class Chromium
{
    /// <summary>Names a browser's executable and ends the search.</summary>
    public const string PathVariable = "DEX_E2E_BROWSER";

    private const string Remedy =
        $"Install Chromium, Chrome or Edge, or set {PathVariable} to the executable of one.";

    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(5);

    // With everything off that would talk to the outside on its own.
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-domain-reliability",
    ];

    // Chromium's own sandbox refuses to run as root.
    private static bool CanBeSandboxed => !(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux());

    /// <summary>Starts the browser, headless; each of its contexts is a profile that is never written to disk.</summary>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright, CancellationToken ct = default) =>
        await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            Headless = true,
            ExecutablePath = await FindAsync(playwright.Chromium.ExecutablePath, ct),
            ChromiumSandbox = CanBeSandboxed,
            Args = Arguments,
        });

    /// <summary>Starts the browser, headless, on a profile in this folder, where it finds the preferences that no other way can set.</summary>
    public static async Task<IBrowserContext> LaunchProfileAsync(
        IPlaywright playwright, string folder, BrowserTypeLaunchPersistentContextOptions options, CancellationToken ct = default)
    {
        options.Headless = true;
        options.ExecutablePath = await FindAsync(playwright.Chromium.ExecutablePath, ct);
        options.ChromiumSandbox = CanBeSandboxed;
        options.Args = Arguments;
        return await playwright.Chromium.LaunchPersistentContextAsync(folder, options);
    }

    /// <summary>The executable. <paramref name="bundled"/> is where Playwright keeps the one that it downloads.</summary>
    public static async Task<string> FindAsync(string bundled, CancellationToken ct = default)
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new InvalidOperationException($"{PathVariable} names {named}, and there is no such file.");
        }

        if (Find(bundled) is { } present)
        {
            return present;
        }

        return AptPackages.AreAvailable
            ? await AptPackages.EnsureAsync("chromium", () => Find(bundled), Remedy, ct)
            : await DownloadAsync(bundled, ct);
    }

    private static string? Find(string bundled) =>
        File.Exists(bundled)
            ? bundled
            : Programs.Find("chromium", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
                ?? StandardPlaces().FirstOrDefault(File.Exists);

    private static IEnumerable<string> StandardPlaces()
    {
        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            ];
        }

        Environment.SpecialFolder[] roots =
        [
            Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData,
        ];
        string[] places = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
        return OperatingSystem.IsWindows()
            ? roots.SelectMany(root => places.Select(place => Path.Combine(Environment.GetFolderPath(root), place)))
            : [];
    }

    private static async Task<string> DownloadAsync(string bundled, CancellationToken ct)
    {
        // Playwright's installer is a blocking call without a limit of its own.
        var download = Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"]), ct);
        try
        {
            await download.WaitAsync(DownloadLimit, ct);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"No browser was found, and Playwright brought none within {DownloadLimit}. {Remedy}");
        }

        return File.Exists(bundled)
            ? bundled
            : throw new InvalidOperationException($"No browser was found, and Playwright could not download one. {Remedy}");
    }
}
