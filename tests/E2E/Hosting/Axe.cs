using System.Globalization;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Holds a page against the accessibility rules: WCAG 2.2 A and AA, and axe's best practices.</summary>
public static class Axe
{
    private static readonly List<string> Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>Checks the page as it stands, in light and in dark; it is left in light.</summary>
    public static async Task ExpectCleanInBothThemesAsync(IPage page)
    {
        foreach (var scheme in Theme.Both.Reverse())
        {
            await Theme.UseAsync(page, scheme);
            await ExpectCleanAsync(page);
        }
    }

    /// <summary>Checks the page as it stands, once nothing on it moves any more.</summary>
    public static async Task ExpectCleanAsync(IPage page)
    {
        await Theme.SettleAsync(page);
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = Tags } });
        Assert.True(result.Violations.Length == 0, Describe(page.Url, result.Violations));
    }

    private static string Describe(string address, AxeResultItem[] violations)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"axe found {violations.Length} violations on {address}\n");
        foreach (var violation in violations)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{violation.Id} ({violation.Impact}): {violation.Help}\n  {violation.HelpUrl}\n");
            foreach (var node in violation.Nodes)
            {
                var reasons = node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message);
                text.Append(CultureInfo.InvariantCulture, $"  {node.Html}\n    {string.Join("; ", reasons)}\n");
            }
        }

        return text.ToString();
    }
}
