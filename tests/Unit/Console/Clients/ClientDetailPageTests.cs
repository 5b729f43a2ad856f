using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Web.Components.Clients;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class ClientDetailPageTests : ClientPagesContext
{
    [Theory]
    [InlineData(ClientTab.Overview)]
    [InlineData(ClientTab.Grants)]
    [InlineData(ClientTab.Credentials)]
    [InlineData(ClientTab.Scopes)]
    [InlineData(ClientTab.Lifetimes)]
    [InlineData(ClientTab.Redirects)]
    public void A_client_of_the_file_is_shown_as_facts_and_offers_no_change(ClientTab tab)
    {
        var page = Open(Machine("grafana") with { Origin = ClientOrigin.File, Kind = ClientKind.WebApp, RedirectUris = ["https://grafana.example.com/login"] }, tab, out _);

        Assert.Contains("read-only here", page.Find(".dx-pinned").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("main input:not([type=checkbox]), textarea, select, fieldset.dx-list-field, .dx-savebar"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Disable" or "Enable" or "New secret" or "Add");
    }

    [Fact]
    public void Disabling_asks_first_and_says_what_it_costs()
    {
        Activity.Clients["invoice-sync"] = new ClientActivity("invoice-sync", Now.AddSeconds(-12), null, "", 28_812, 0);
        var page = Open(Machine("invoice-sync", "Invoice sync"), ClientTab.Overview, out var dialogs);

        page.FindAll("button").Single(button => button.TextContent.Trim() == "Disable").Click();

        dialogs.WaitForAssertion(() => Assert.Contains("Disable Invoice sync?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains($"{28_812:N0} tokens in the last 24 hours", dialogs.Find(".dx-confirm").TextContent, StringComparison.Ordinal);
        Assert.True(Store["invoice-sync"].Enabled);

        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Disable").Click();
        dialogs.WaitForAssertion(() => Assert.False(Store["invoice-sync"].Enabled));
        page.WaitForAssertion(() => Assert.Contains("Disabled: every request of it is refused", page.Find(".dx-answer").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_typed_on_one_tab_is_saved_from_another()
    {
        var page = Open(Machine("invoice-sync"), ClientTab.Overview, out _);
        page.Find("#client-description").Input("Sends invoices");

        page.Render(parameters => parameters.Add(p => p.Tab, ClientTab.Lifetimes.Slug()));
        page.FindAll("input[name=lifetime]")[1].Change("on");
        Assert.Contains("2 unsaved changes", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal);
        page.Find(".dx-savebar-save").Click();

        page.WaitForAssertion(() => Assert.Equal(4, Store["invoice-sync"].Version));
        Assert.Equal(("Sends invoices", TimeSpan.FromHours(1)), (Store["invoice-sync"].Description, Store["invoice-sync"].TokenLifetime));
        page.WaitForAssertion(() => Assert.Contains("Saved as version 4.", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_made_elsewhere_shows_by_itself_and_is_marked()
    {
        var page = Open(Machine("invoice-sync"), ClientTab.Overview, out _);

        Store.SaveElsewhere(Store["invoice-sync"] with { Name = "Renamed" }, "jon@example.com");
        Clock.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Equal("Renamed", page.Find("h1").TextContent));
        Assert.NotEmpty(page.FindAll(".dx-marked"));
        Clock.Advance(TimeSpan.FromSeconds(8));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".dx-marked")));
    }

    [Fact]
    public void A_change_made_elsewhere_never_takes_what_is_being_typed()
    {
        var page = Open(Machine("invoice-sync"), ClientTab.Overview, out var dialogs);
        page.Find("#client-description").Input("Mine");

        Store.SaveElsewhere(Store["invoice-sync"] with { Description = "Theirs" }, "jon@example.com");
        Clock.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Contains("jon@example.com saved version 4 while you were editing version 3.", page.Find(".dx-note").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 unsaved change", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal);
        page.Find(".dx-savebar-save").Click();
        dialogs.WaitForAssertion(() => Assert.Contains("Two people changed this client", dialogs.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reserved_claim_name_is_refused_beside_the_field_and_not_saved()
    {
        var page = Open(Machine("invoice-sync"), ClientTab.Scopes, out _);
        await page.FindAll("button").Single(button => button.TextContent.Contains("Add a claim", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs());
        await page.Find("[aria-label='Claim 1, name']").InputAsync("sub");
        await page.Find("[aria-label='Claim 1, value as JSON']").InputAsync("\"me\"");

        Assert.Contains("The claim sub is the server's own.", page.Find(".dx-claim-row .dx-field-error").TextContent, StringComparison.Ordinal);
        await page.Find(".dx-savebar-save").ClickAsync(new MouseEventArgs());

        Assert.Contains("Not saved", page.Find(".dx-faults").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, Store["invoice-sync"].Version);
    }

    [Fact]
    public void The_preview_of_claims_is_the_issuers_own_account()
    {
        var page = Open(Machine("invoice-sync", "Invoice sync") with { MachineGroups = ["billing"] }, ClientTab.Scopes, out _);

        var preview = page.Find(".dx-preview").TextContent;
        Assert.Contains("billing", preview, StringComparison.Ordinal);
        Assert.Contains("Scope profile; a machine's name is its client's name.", preview, StringComparison.Ordinal);
        Assert.Contains("Machines have no address.", preview, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_has_no_redirects_and_a_public_client_no_credentials()
    {
        Assert.DoesNotContain(ClientTab.Redirects, ClientTabs.For(Machine("machine")));
        var app = Machine("app") with { Kind = ClientKind.NativeApp, IsPublic = true, Secrets = [] };

        Assert.Contains(ClientTab.Redirects, ClientTabs.For(app));
        Assert.Contains(ClientTab.TryIt, ClientTabs.For(app));
        Assert.DoesNotContain(ClientTab.Credentials, ClientTabs.For(app));
    }

    [Fact]
    public void A_client_that_is_gone_is_said_to_be_gone()
    {
        RenderDialogs();
        Navigation.NavigateTo("clients/no%2Fbody/overview");

        var page = Render<ClientDetailPage>(parameters => parameters.Add(p => p.Id, "no%2Fbody"));

        Assert.Contains("There is no client no/body", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
    }
}
