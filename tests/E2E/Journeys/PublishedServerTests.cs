using Dex.Tests.E2E.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The published server, started from a folder that is not its own, with a file that lies in that folder.</summary>
public sealed class PublishedServerTests(PublishedServer published, ServerFixture servers, BrowserFixture browsers)
    : JourneyTest(servers, browsers), IClassFixture<PublishedServer>
{
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) =>
        await DexProcess.ServeAsync(ConsoleConfiguration.For, ct: ct, program: await published.AssemblyAsync());

    [Fact]
    public async Task The_console_comes_with_its_script_and_its_styles()
    {
        await SignInAsync("/grant-types");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Grant types");
        var rules = await Page.EvaluateAsync<int[]>("[...document.styleSheets].filter(sheet => sheet.href).map(sheet => sheet.cssRules.length)");
        Assert.True(rules.Length >= 2, "The page has no style sheets of its own.");
        Assert.DoesNotContain(0, rules);
    }
}
