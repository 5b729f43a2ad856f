using AngleSharp.Dom;
using Bunit;
using Dex.Domain.Refusals;
using Dex.Web.Components.Refusals;
using Xunit;

namespace Dex.Tests.Unit.Console.Refusals;

public sealed class RefusalsPageTests : RefusalPagesContext
{
    [Fact]
    public void A_node_that_refused_nothing_says_so()
    {
        var page = Render<RefusalsPage>();

        Assert.Contains("This node has refused nothing since it started", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing yet.", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_comes_first_with_its_client_and_leads_to_its_trace()
    {
        Register("batch", "Nightly batch");
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromMinutes(9));
        var newest = Refuse(RefusalRules.ClientUnknown, "nobody", TimeSpan.FromMinutes(1));

        var page = Render<RefusalsPage>();

        var rows = Rows(page);
        Assert.Contains("client.unknown", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("not registered", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Nightly batch", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal($"refusals/{newest.RequestId}", rows[0].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void The_answer_names_the_rule_that_refuses_most_and_counts_the_last_hour_alone()
    {
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromHours(2));
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromMinutes(50));
        Refuse(RefusalRules.ClientSecretMismatch, ago: TimeSpan.FromMinutes(5));
        Refuse(RefusalRules.ClientSecretMismatch, ago: TimeSpan.FromMinutes(4));

        var page = Render<RefusalsPage>();

        Assert.Equal("3 requests were refused in the last hour, most by client.secret_mismatch (2), the last 4 min ago.", page.Find(".dx-answer").TextContent);
    }

    [Fact]
    public void When_the_last_hour_was_quiet_the_answer_says_so()
    {
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromHours(3));

        Assert.Equal(
            "This node has refused nothing in the last hour; the latest was 3 h ago, by scope.unknown.", Render<RefusalsPage>().Find(".dx-answer").TextContent);
    }

    [Fact]
    public void What_is_refused_meanwhile_appears_without_a_reload()
    {
        var page = Render<RefusalsPage>();

        Refuse(RefusalRules.ScopeUnknown);
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("scope.unknown", Assert.Single(Rows(page)).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_reads_further_back_is_not_pushed_on_by_what_comes()
    {
        for (var i = 0; i < 11; i++)
        {
            Refuse(RefusalRules.ScopeUnknown);
        }

        Navigation.NavigateTo("refusals?rows=10&page=2");
        var page = Render<RefusalsPage>();
        var before = Rows(page).Select(row => row.GetAttribute("data-testid"));

        Refuse(RefusalRules.ScopeUnknown);
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(before, Rows(page).Select(row => row.GetAttribute("data-testid")));
    }

    [Fact]
    public void What_has_just_come_is_marked_for_eight_seconds()
    {
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromSeconds(1));
        var page = Render<RefusalsPage>();
        Clock.Advance(TimeSpan.FromSeconds(1));

        Refuse(RefusalRules.ClientDisabled);
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(["dx-fresh", null], Rows(page).Select(row => row.GetAttribute("class"))));
        Clock.Advance(TimeSpan.FromSeconds(9));
        page.WaitForAssertion(() => Assert.Equal([null, null], Rows(page).Select(row => row.GetAttribute("class"))));
    }

    [Fact]
    public void A_page_that_is_left_listens_no_more()
    {
        var page = Render<RefusalsPage>();
        page.Instance.Dispose();

        Refuse(RefusalRules.ScopeUnknown);
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(Rows(page));
    }

    [Theory]
    [InlineData("refusals?rule=scope.unknown", 1)]
    [InlineData("refusals?client=idle", 1)]
    [InlineData("refusals?client=", 1)]
    [InlineData("refusals?q=SECRET_MISMATCH", 1)]
    [InlineData("refusals?q=192.0.2.7", 4)]
    [InlineData("refusals?q=idle", 1)]
    [InlineData("refusals?q=nightly", 1)]
    [InlineData("refusals?rule=scope.unknown&client=idle", 0)]
    [InlineData("refusals?rows=10&page=2", 0)]
    public void The_address_says_which_are_shown(string address, int shown)
    {
        Register("batch", "Nightly run");
        Refuse(RefusalRules.ScopeUnknown);
        Refuse(RefusalRules.ClientDisabled, "idle");
        Refuse(RefusalRules.ClientSecretMismatch, change: record => record with { ClientId = "nobody" });
        Refuse(RefusalRules.ClientMissing, "");
        Navigation.NavigateTo(address);

        Assert.Equal(shown, Rows(Render<RefusalsPage>()).Count);
    }

    [Fact]
    public void Gathered_by_rule_each_row_counts_and_leads_to_its_own()
    {
        Refuse(RefusalRules.ScopeUnknown);
        Refuse(RefusalRules.ClientSecretMismatch);
        Refuse(RefusalRules.ClientSecretMismatch, "idle");
        Navigation.NavigateTo("refusals?by=rule");

        var row = Render<RefusalsPage>().FindAll("tbody tr")[0];

        Assert.Contains("client.secret_mismatch", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The client batch and 1 other", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", row.QuerySelector(".dx-num")!.TextContent);
        Assert.Equal("refusals?rule=client.secret_mismatch", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Gathered_by_client_those_that_named_nobody_are_one_row_that_leads_to_them()
    {
        Refuse(RefusalRules.ClientMissing, "");
        Refuse(RefusalRules.BearerMissing, "");
        Refuse(RefusalRules.ScopeUnknown);
        Navigation.NavigateTo("refusals?by=client");

        var rows = Render<RefusalsPage>().FindAll("tbody tr");

        Assert.Contains("Nobody named", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("refusals?client=", rows[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("refusals?client=batch", rows[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("X-Request-Id: {0}")]
    [InlineData("  {0} it said ")]
    public void A_trace_id_that_is_typed_leads_to_the_trace(string typed)
    {
        var refused = Refuse(RefusalRules.ScopeUnknown);
        var page = Render<RefusalsPage>();

        page.Find("input[type=search]").Input(string.Format(null, typed, refused.RequestId.ToUpperInvariant()));
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal($"refusals/{refused.RequestId}", Address));
    }

    [Fact]
    public void A_trace_id_that_is_not_kept_says_what_that_can_mean()
    {
        Refuse(RefusalRules.ScopeUnknown);
        Navigation.NavigateTo("refusals?q=6f9619ff-8b86-d011-b42d-ffffffffffff");

        var said = Render<RefusalsPage>().Find(".dx-empty").TextContent;

        Assert.Contains("keeps no refusal of the trace 6f9619ff-8b86-d011-b42d-ffffffffffff", said, StringComparison.Ordinal);
        Assert.Contains("Another node refused it.", said, StringComparison.Ordinal);
        Assert.Contains("was not refused", said, StringComparison.Ordinal);
        Assert.Contains("too long ago", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_whose_refusals_these_are_and_how_long_they_stay()
    {
        var scope = Flat(Render<RefusalsPage>().Find(".dx-refusals-scope").TextContent);

        Assert.Contains("latest 2,000 refusals of this node", scope, StringComparison.Ordinal);
        Assert.Contains("gone when it restarts", scope, StringComparison.Ordinal);
        Assert.Contains("of all nodes", scope, StringComparison.Ordinal);
    }

    private static List<IElement> Rows(IRenderedComponent<RefusalsPage> page) => [.. page.FindAll("[data-testid^=refusal-row-]")];
}
