using Microsoft.Playwright;
using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// Looks at a page that people see while they sign in: accessible in both themes on a desk and on a telephone, nothing to scroll sideways
/// down to 320 px, everything large enough for a finger. Takes its pictures.
/// </summary>
public static class SignInLook
{
    private const int Finger = 44;

    /// <summary>What is too small to be hit, with its size; hidden things and lines of text that are no target are left out.</summary>
    private const string SmallTargets =
        """
        least => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
          .map(element => [element.textContent.trim() || element.id, element.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.height < least || box.width < least))
          .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)
        """;

    public static async Task ExpectAsync(IPage page, string name)
    {
        await Axe.ExpectCleanInBothThemesAsync(page);
        await Screenshots.TakeAsync(page, name);
        foreach (var width in new[] { 390, 320 })
        {
            await page.SetViewportSizeAsync(width, 844);
            await Axe.ExpectCleanAsync(page);
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at {width} px.");
            Assert.Empty(await page.EvaluateAsync<string[]>(SmallTargets, Finger));
        }

        await page.SetViewportSizeAsync(1440, 900);
    }
}
