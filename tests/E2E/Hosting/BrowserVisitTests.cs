using Dex.Tests.Provisioning;
using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>The instruments of the journeys: what they must notice, they notice.</summary>
public sealed class BrowserVisitTests(BrowserFixture browsers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_page_gives_no_complaint_in_either_theme()
    {
        await using var site = await SmallSite.StartAsync("<p>Nothing to see.</p>");
        await using var visit = await browsers.VisitAsync(site);

        await visit.Page.GotoAsync("/");
        await Axe.ExpectCleanInBothThemesAsync(visit.Page);

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_request_to_another_origin_is_noticed()
    {
        await using var elsewhere = await SmallSite.StartAsync("");
        await using var site = await SmallSite.StartAsync($"<img src='{elsewhere.Issuer}/style.css' alt=''>", policy: "default-src * data:");
        await using var visit = await browsers.VisitAsync(site);

        await visit.Page.GotoAsync("/");

        await ExpectComplaintAsync(visit, $"another origin: {elsewhere.Issuer}/style.css");
    }

    [Fact]
    public async Task An_origin_that_belongs_to_the_story_is_no_complaint()
    {
        await using var elsewhere = await SmallSite.StartAsync("");
        await using var site = await SmallSite.StartAsync($"<a href='{elsewhere.Issuer}/'>Elsewhere</a>");
        await using var visit = await browsers.VisitAsync(site);
        visit.ExpectOrigin(elsewhere.Issuer);

        await visit.Page.GotoAsync("/");
        await visit.Page.GetByText("Elsewhere").ClickAsync();
        await visit.Page.WaitForURLAsync($"{elsewhere.Issuer}/");

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_error_in_the_console_is_noticed_unless_it_is_expected()
    {
        await using var site = await SmallSite.StartAsync("", "console.error('the sky is falling');");
        await using var visit = await browsers.VisitAsync(site);

        await visit.Page.GotoAsync("/");
        await ExpectComplaintAsync(visit, "the sky is falling");
        visit.Expect("the sky is falling");

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_uncaught_exception_is_noticed()
    {
        await using var site = await SmallSite.StartAsync("", "throw new Error('nobody catches this');");
        await using var visit = await browsers.VisitAsync(site);

        await visit.Page.GotoAsync("/");

        await ExpectComplaintAsync(visit, "nobody catches this");
    }

    [Fact]
    public async Task What_goes_wrong_leaves_a_trace_a_picture_and_the_console()
    {
        await using var site = await SmallSite.StartAsync("");
        await using var visit = await browsers.VisitAsync(site);
        using var folder = new TemporaryFolder();

        await visit.Page.GotoAsync("/");
        await visit.KeepAsync(folder.Path, "browser-1");

        Assert.All(["browser-1.png", "browser-1-trace.zip", "browser-1-console.txt"], name => Assert.True(File.Exists(folder.File(name)), name));
    }

    private static Task ExpectComplaintAsync(BrowserVisit visit, string words) => Eventually.HoldsAsync(
        () => Task.FromResult(visit.Complaints.Any(complaint => complaint.Contains(words, StringComparison.Ordinal))),
        Limit,
        () => $"No complaint said '{words}'. There were: {string.Join('\n', visit.Complaints)}",
        Cancelled);
}
