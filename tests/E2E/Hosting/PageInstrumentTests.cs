using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Axe and the pictures, tried on a page of our own.</summary>
public sealed class PageInstrumentTests(BrowserFixture browsers)
{
    [Fact]
    public async Task Axe_names_the_rule_and_the_element()
    {
        await using var site = await SmallSite.StartAsync("<button id='nameless'></button>");
        await using var visit = await browsers.VisitAsync(site);
        await visit.Page.GotoAsync("/");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Axe.ExpectCleanAsync(visit.Page));

        Assert.Contains("button-name", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nameless", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_are_taken_in_both_themes_and_at_both_widths()
    {
        await using var site = await SmallSite.StartAsync("<p>Say cheese.</p>");
        await using var visit = await browsers.VisitAsync(site);
        await visit.Page.GotoAsync("/");

        await Screenshots.TakeAsync(visit.Page, "small-site");

        var pictures = new[] { "light-1440", "light-390", "dark-1440", "dark-390" }
            .Select(kind => File.ReadAllBytes(Path.Combine(Screenshots.Folder, $"small-site-{kind}.png")))
            .Select(Convert.ToBase64String);
        Assert.Equal(4, pictures.Distinct().Count());
    }
}
