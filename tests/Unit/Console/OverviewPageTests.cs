using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Refusals;
using Dex.Web.Components.Overview;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class OverviewPageTests : ConsolePageContext
{
    private DateTimeOffset Now => Clock.GetUtcNow();

    [Fact]
    public void Before_the_first_token_the_page_tells_how_to_get_it_and_listens()
    {
        Clients.Put(Given.Client("batch", Given.Secret()));
        Serve();

        var page = Render<OverviewPage>();

        Assert.Contains("Nobody has asked for a token yet", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("curl -u batch:$SECRET", page.Find("[data-testid=first-token]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Listening", page.Find("[data-testid=listening]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_token_turns_listening_into_who_got_it()
    {
        Clients.Put(Given.Client("batch", Given.Secret()));
        Serve();
        var page = Render<OverviewPage>();

        Activity.Issued[GrantTypes.ClientCredentials] = new() { ["batch"] = 1 };
        Activity.Clients.Add(new ClientActivity("batch", Now, null, "", 1, 0));
        Activity.Hours.Add(new HourCount(new DateTimeOffset(Now.Date.AddHours(Now.Hour), TimeSpan.Zero), GrantTypes.ClientCredentials, 1, 0));
        Activity.Nudge();
        Clock.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.Contains("The client batch got its first token", page.Find("[data-testid=listening]").TextContent, StringComparison.Ordinal));
        Assert.Contains("curl", page.Find("[data-testid=first-token]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_request_that_is_refused_leads_to_what_was_checked()
    {
        Clients.Put(Given.Client("batch", Given.Secret()));
        Serve();
        var page = Render<OverviewPage>();

        RefusalLog.Add(GivenRefusal.Of(RefusalRules.ClientSecretMismatch) with { At = Now });
        Activity.Nudge();
        Clock.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.Equal(
            "See what was checked", page.Find($"[data-testid=listening] a[href='refusals/{GivenRefusal.Trace}']").TextContent));
    }

    [Fact]
    public void A_client_that_is_refused_for_want_of_a_secret_comes_first()
    {
        Used();
        Clients.Put(Given.Client("partner", Given.Secret() with { ExpiresAt = Now.AddHours(-1) }));
        Clients.Put(Given.Client("batch", Given.Secret() with { ExpiresAt = Now.AddDays(9.5) }));
        Clients.Put(Given.Client("idle", Given.Secret()));
        Activity.Refusals.Add(new RefusalCount(RefusalRules.ClientSecretExpired.Id, "partner", 214, Now));
        Serve();

        var page = Render<OverviewPage>();

        var rows = page.FindAll("[data-testid^=finding-]").Select(row => row.TextContent).ToList();
        Assert.Contains("The client partner gets no token", rows[0], StringComparison.Ordinal);
        Assert.Contains("214 requests refused in 24 hours, all by client.secret_expired", Flat(rows[0]), StringComparison.Ordinal);
        Assert.Contains("The client batch has 9 days left", rows[1], StringComparison.Ordinal);
        Assert.Contains("Two things need a decision, and one of them refuses a client right now.", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        var refused = page.Find("[data-testid='refusal-client.secret_expired']");
        Assert.Contains("The client partner", refused.TextContent, StringComparison.Ordinal);
        Assert.Equal("refusals?rule=client.secret_expired", refused.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void When_all_is_well_the_page_says_so()
    {
        Used();
        Clients.Put(Given.Client("batch", Given.Secret()));
        Clients.Put(Given.Client("idle", Given.Secret()));
        Serve();

        var page = Render<OverviewPage>();

        Assert.Contains("Nothing needs you.", page.Find("[data-testid=decisions]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing needs a decision", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing was refused.", page.Find("[data-testid=refusals]").TextContent, StringComparison.Ordinal);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal);

    private void Used() =>
        Activity.Hours.Add(new HourCount(new DateTimeOffset(Now.Date.AddHours(Now.Hour - 1), TimeSpan.Zero), GrantTypes.ClientCredentials, 600, 3));
}
