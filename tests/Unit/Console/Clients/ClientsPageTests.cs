using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class ClientsPageTests : ClientPagesContext
{
    [Fact]
    public void The_address_says_what_is_listed()
    {
        Store.Put(Machine("invoice-sync", "Invoice sync"));
        Store.Put(Machine("warehouse", "Warehouse exporter"));
        Store.Put(Machine("portal", "Invoice portal") with { Kind = ClientKind.WebApp });

        var page = Show("clients?q=invoice&kind=machine");

        Assert.Equal(["client-row-invoice-sync"], RowsOf(page));
        Assert.Equal("Machine", page.Find(".dx-filter-chip-on b").TextContent);
        Assert.Equal("invoice", page.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void What_is_typed_goes_into_the_address_after_a_pause_and_filters()
    {
        Store.Put(Machine("invoice-sync"));
        Store.Put(Machine("warehouse"));
        var page = Show("clients");

        page.Find("input[type=search]").Input("ware");
        Assert.Equal("clients", Address);
        Clock.Advance(TimeSpan.FromMilliseconds(250));

        page.WaitForAssertion(() => Assert.Equal("clients?q=ware", Address));
        page.WaitForAssertion(() => Assert.Equal(["client-row-warehouse"], RowsOf(page)));
    }

    [Fact]
    public void Clearing_a_filter_leaves_the_others_and_begins_at_the_first_page()
    {
        Store.Put(Machine("invoice-sync"));
        var page = Show("clients?q=in&kind=machine&page=3");

        page.Find(".dx-filter-clear").Click();

        Assert.Equal("clients?q=in", Address);
    }

    [Fact]
    public void Order_and_page_are_asked_of_the_store()
    {
        for (var i = 0; i < 30; i++)
        {
            Store.Put(Machine($"client-{i:00}"));
        }

        var page = Show("clients?sort=name&page=2");

        Assert.Equal((ClientSort.Name, 25, 25), (Store.LastQuery!.Sort, Store.LastQuery.Offset, Store.LastQuery.Count));
        Assert.Contains("26–30 of 30 clients", page.Find(".dx-pager").TextContent, StringComparison.Ordinal);
        Assert.Equal("ascending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public void A_filter_without_a_hit_names_itself_and_can_be_cleared()
    {
        Store.Put(Machine("invoice-sync"));
        var page = Show("clients?q=depot");

        Assert.Contains("Nothing matches “depot”.", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
        page.Find(".dx-link-button").Click();

        Assert.Equal("clients", Address);
    }

    [Fact]
    public void Without_a_client_the_page_says_how_to_get_one()
    {
        var page = Show("clients");

        Assert.Contains("No client yet.", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("No client is registered", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_cannot_be_read_says_so_and_comes_back()
    {
        Store.Put(Machine("invoice-sync"));
        Store.Failure = new StorageUnavailableException("gone");
        var page = Show("clients");
        Assert.Contains("The clients could not be read.", page.Find(".dx-failed").TextContent, StringComparison.Ordinal);

        Store.Failure = null;
        page.Find(".dx-failed button").Click();

        page.WaitForAssertion(() => Assert.Single(RowsOf(page)));
    }

    [Fact]
    public void The_answer_counts_who_is_refused_and_whose_secret_needs_a_decision()
    {
        Store.Put(Machine("quiet"));
        Store.Put(Machine("expiring") with { Secrets = [Secret("2026-05", Now.AddDays(-100), Now.AddDays(9))] });
        Store.Put(Machine("refused") with { Secrets = [Secret("2026-02", Now.AddDays(-100), Now.AddHours(-1))] });
        Refuse("refused", 214);

        var page = Show("clients");

        Assert.Equal("1 is being refused now, 1 has a secret that needs a decision, 1 is quiet and well.", page.Find(".dx-answer").TextContent);
    }

    [Fact]
    public void An_expanded_row_says_why_there_is_no_token_and_what_to_do()
    {
        Store.Put(Machine("refused", "Partner gateway") with { Secrets = [Secret("2026-02", Now.AddDays(-100), Now.AddHours(-1))] });
        Refuse("refused", 214);
        var page = Show("clients");
        var toggle = page.Find("button[aria-expanded]");
        Assert.Equal(("false", "What Partner gateway does"), (toggle.GetAttribute("aria-expanded"), toggle.GetAttribute("aria-label")));

        toggle.Click();

        var expansion = page.Find(".dx-expansion").TextContent;
        Assert.Contains("Why it gets no token", expansion, StringComparison.Ordinal);
        Assert.Contains("client.secret_expired", expansion, StringComparison.Ordinal);
        Assert.Contains("214 times in 24 hours", expansion, StringComparison.Ordinal);
        Assert.Equal("clients/refused/credentials", page.Find(".dx-expansion-verbs a").GetAttribute("href"));
    }

    [Fact]
    public void A_client_made_elsewhere_appears_by_itself()
    {
        Store.Put(Machine("first"));
        var page = Show("clients");

        Store.SaveElsewhere(Machine("second"), "jon@example.com");
        Clock.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Equal(["client-row-first", "client-row-second"], RowsOf(page)));
    }

    private static List<string?> RowsOf(IRenderedComponent<ClientsPage> page) =>
        [.. page.FindAll("tr[data-testid]").Select(row => row.GetAttribute("data-testid"))];

    private IRenderedComponent<ClientsPage> Show(string address)
    {
        Render<MudPopoverProvider>();
        Navigation.NavigateTo(address);
        return Render<ClientsPage>();
    }

    private void Refuse(string id, long count)
    {
        Activity.Clients[id] = new ClientActivity(id, Now.AddHours(-2), Now.AddMinutes(-1), RefusalRules.ClientSecretExpired.Id, 0, count);
        Activity.Refusals.Add(new RefusalCount(RefusalRules.ClientSecretExpired.Id, id, count, Now.AddMinutes(-1)));
    }
}
