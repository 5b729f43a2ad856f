using System.Globalization;
using Dex.Tests.Provisioning;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// Pictures of a page in light and dark, on a desk and on a telephone, as <c>NAME-THEME-WIDTH.png</c>. The page must
/// follow the device's theme.
/// </summary>
public static class Screenshots
{
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (390, 844)];

    /// <summary>Where every picture goes.</summary>
    public static string Folder { get; } = Path.Combine(JourneyTest.ArtifactsFolder, "screenshots");

    /// <summary>The README's pictures; <see cref="TakeForDocsAsync"/> renews them when <c>DEX_UPDATE_DOCS</c> is 1.</summary>
    public static string DocsFolder { get; } = Path.Combine(Repository.Folder, "docs", "images");

    /// <summary>The same for a page that the README shows: there in the size of a desk, as <c>NAME-THEME.png</c>.</summary>
    public static async Task TakeForDocsAsync(IPage page, string name)
    {
        await TakeAsync(page, name);
        if (Environment.GetEnvironmentVariable("DEX_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(DocsFolder);
            foreach (var scheme in Theme.Both.Select(scheme => scheme.ToString().ToLowerInvariant()))
            {
                var picture = string.Create(CultureInfo.InvariantCulture, $"{name}-{scheme}-{Sizes[0].Width}.png");
                File.Copy(Path.Combine(Folder, picture), Path.Combine(DocsFolder, $"{name}-{scheme}.png"), overwrite: true);
            }
        }
    }

    /// <summary>Takes the four pictures and leaves the page as wide and as bright as a journey begins.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        foreach (var scheme in Theme.Both)
        {
            foreach (var (width, height) in Sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                await Theme.UseAsync(page, scheme);
                var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled });
                var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png");
                await File.WriteAllBytesAsync(Path.Combine(Folder, file), picture);
            }
        }

        await page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
        await Theme.UseAsync(page, ColorScheme.Light);
    }
}
