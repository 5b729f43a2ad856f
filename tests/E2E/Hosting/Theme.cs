using Dex.Tests.Provisioning;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Shows a page as a device in light or dark mode would, and waits until it is drawn that way.</summary>
public static class Theme
{
    /// <summary>
    /// The brightness (0 black, 255 white), in any colour notation, of what lies behind the page's content and of the palette that the
    /// components draw with. The style sheet follows the device at once, the palette a round trip later; login pages have none.
    /// </summary>
    private const string Brightness =
        """
        () => {
          const behind = [document.body, document.documentElement]
            .map(element => getComputedStyle(element).backgroundColor)
            .find(colour => colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') ?? 'white';
          const palette = getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-background').trim();
          return [behind, palette || behind].map(colour => {
            const canvas = document.createElement('canvas').getContext('2d');
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return 0.299 * red + 0.587 * green + 0.114 * blue;
          });
        }
        """;

    /// <summary>Finite animations and transitions have ended, and the fonts are there.</summary>
    private const string Settled =
        """
        async () => {
          await document.fonts.ready;
          return document.getAnimations().every(animation =>
            animation.playState !== 'running' || animation.effect?.getComputedTiming().endTime === Infinity);
        }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<ColorScheme> Both { get; } = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>Switches the device's preference. It fails when the page does not follow without a reload.</summary>
    public static async Task UseAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Eventually.HoldsAsync(
            async () => (await BrightnessAsync(page)).All(brightness => brightness < 128 == (scheme == ColorScheme.Dark)),
            Limit,
            () => $"{page.Url} did not become {scheme.ToString().ToLowerInvariant()} with the device.");
        await SettleAsync(page);
    }

    /// <summary>Waits until nothing moves any more.</summary>
    public static Task SettleAsync(IPage page) => Eventually.HoldsAsync(
        async () => (await page.EvaluateAsync(Settled))?.GetBoolean() ?? false,
        Limit,
        () => $"Something on {page.Url} still moves after {Limit}.");

    private static async Task<IReadOnlyList<double>> BrightnessAsync(IPage page) =>
        await page.EvaluateAsync<double[]>(Brightness);
}
