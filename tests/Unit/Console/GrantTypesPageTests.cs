using Bunit;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Web.Components.GrantSwitches;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class GrantTypesPageTests : ConsolePageContext
{
    [Fact]
    public void Only_grants_that_are_built_have_a_row()
    {
        Serve();

        var page = Render<GrantTypesPage>();

        Assert.Equal("grant-client_credentials", Assert.Single(page.FindAll("[data-testid^=grant-][data-row]")).GetAttribute("data-testid"));
        Assert.Contains("One way to get a token is on.", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_changes_nothing_but_shows_the_document_and_who_loses_before_saving()
    {
        Activity.Issued[GrantTypes.ClientCredentials] = new() { ["batch"] = 412 };
        Serve();
        var page = Render<GrantTypesPage>();

        Switch(page, on: false);

        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        Assert.Contains("will be off", page.Find("[data-testid=grant-client_credentials]").TextContent, StringComparison.Ordinal);
        Assert.Contains("client_credentials", page.Find("[data-testid=preview] .dx-diff").TextContent, StringComparison.Ordinal);
        var loser = page.FindAll("[data-testid=loses]")[0].TextContent;
        Assert.Contains("The client batch", loser, StringComparison.Ordinal);
        Assert.Contains("412 calls in 30 days would have been refused", loser, StringComparison.Ordinal);
        Assert.Contains("One change is not saved", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_while_somebody_loses_asks_for_the_name_of_the_grant()
    {
        Serve();
        var dialogs = RenderDialogs();
        var page = Render<GrantTypesPage>();
        Switch(page, on: false);

        var save = page.Find(".dx-savebar-save").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Switch off client_credentials?", dialogs.Markup, StringComparison.Ordinal));
        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        dialogs.Find(".dx-confirm input").Input(GrantTypes.ClientCredentials);
        dialogs.FindAll(".dx-confirm button")[^1].Click();
        await save;

        Assert.False(Settings.Current.Serves(GrantTypes.ClientCredentials));
        Assert.Equal("settings.grants_changed", Assert.Single(Settings.Audit).Action);
        Assert.Contains("Saved. In force.", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Switching_on_what_nobody_loses_saves_at_once_and_can_be_undone()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants(), built: [GrantTypes.ClientCredentials]));
        var page = Render<GrantTypesPage>();
        Switch(page, on: true);

        page.Find(".dx-savebar-save").Click();
        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        page.Find(".dx-savebar-quiet").Click();

        Assert.False(Settings.Current.Serves(GrantTypes.ClientCredentials));
    }

    [Fact]
    public void Discarding_returns_to_what_is_in_force()
    {
        Serve();
        var page = Render<GrantTypesPage>();
        Switch(page, on: false);

        page.FindAll(".dx-savebar button").Single(button => button.TextContent == "Discard").Click();

        Assert.Empty(page.FindAll(".dx-savebar"));
        Assert.Contains("Change a switch to see what it would do.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_made_elsewhere_appears_and_is_marked_for_eight_seconds()
    {
        Serve();
        var page = Render<GrantTypesPage>();

        await Settings.SaveAsync(Given.ConsoleGrants() with { Version = 1 }, Entry(), Xunit.TestContext.Current.CancellationToken);
        page.WaitForAssertion(() => Assert.Contains("Off", page.Find("[data-testid=grant-client_credentials]").TextContent, StringComparison.Ordinal));
        Assert.Contains("dx-fresh", page.Find("[data-testid=grant-client_credentials]").ClassName!, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(9));

        page.WaitForAssertion(() =>
            Assert.DoesNotContain("dx-fresh", page.Find("[data-testid=grant-client_credentials]").ClassName!, StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_in_the_file_turns_switches_into_facts_and_says_which_line()
    {
        FileLine = (41, "oauth2:\n  grantTypes:\n  - client_credentials");
        Serve(Given.Policy(Given.File(grantTypes: GrantTypes.ClientCredentials), built: [GrantTypes.ClientCredentials]));

        var page = Render<GrantTypesPage>();

        Assert.Empty(page.FindAll("[role=switch]"));
        var pinned = page.Find(".dx-pinned").TextContent;
        Assert.Contains("/etc/dex/config.yaml", pinned, StringComparison.Ordinal);
        Assert.Contains("line 41", pinned, StringComparison.Ordinal);
        Assert.Contains("fixed by the configuration file", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("aside"));
    }

    [Fact]
    public void A_grant_that_cannot_be_served_is_a_fact_with_its_reason()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants([.. GrantTypes.All])));

        var page = Render<GrantTypesPage>();

        var row = page.Find("[data-testid=grant-implicit]");
        Assert.Contains("no response type contains token", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("RFC 9700 advises against", row.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("[role=switch]"));
    }

    [Fact]
    public void A_conflict_keeps_the_wish_and_says_who_was_faster()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants(), built: [GrantTypes.ClientCredentials]));
        var page = Render<GrantTypesPage>();
        Switch(page, on: true);
        Settings.SavesElsewhere = 1;

        page.Find(".dx-savebar-save").Click();

        Assert.Contains("Somebody else saved", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".dx-savebar-save"));
    }

    [Fact]
    public async Task A_change_made_while_a_switch_waits_is_told_with_its_author()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants(), built: [GrantTypes.ClientCredentials]));
        var page = Render<GrantTypesPage>();
        Switch(page, on: true);

        await SaveFlagAsBobAsync();

        page.WaitForAssertion(() => Assert.Equal(
            "bob@example.com saved while you were deciding: client_credential_grant_enabled_by_default on. The preview below is against theirs.",
            page.Find("[role=alert]").TextContent.Trim()));
        page.Find(".dx-savebar-save").Click();
        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        Assert.Single(Settings.Current.Console.Flags);
    }

    [Fact]
    public async Task What_a_dialog_asked_about_older_settings_is_not_saved_over_newer_ones()
    {
        Serve();
        var dialogs = RenderDialogs();
        var page = Render<GrantTypesPage>();
        Switch(page, on: false);
        var save = page.Find(".dx-savebar-save").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Switch off client_credentials?", dialogs.Markup, StringComparison.Ordinal));

        await SaveFlagAsBobAsync();
        dialogs.Find(".dx-confirm input").Input(GrantTypes.ClientCredentials);
        dialogs.FindAll(".dx-confirm button")[^1].Click();
        await save;

        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        Assert.Contains("bob@example.com saved while you were deciding", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".dx-savebar-save"));
    }

    [Fact]
    public void A_database_that_does_not_answer_is_said_in_place_of_the_rows()
    {
        Activity.Failure = new StorageUnavailableException("gone");
        Serve();

        var page = Render<GrantTypesPage>();

        Assert.Contains("could not be read", page.Find(".dx-failed").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=switch]"));
    }

    private static Dex.Domain.Audit.AuditEntry Entry() => Dex.Domain.Audit.AuditEntry.By(Given.Ada, Given.Now, "settings.grants_changed", "settings", "grant_types");

    private Task<Dex.Domain.Policies.ConsoleSettings?> SaveFlagAsBobAsync()
    {
        var console = Settings.Current.Console;
        var flag = new Dex.Domain.Policies.ConsoleSetting<bool>(true, "bob@example.com", Given.Now);
        return Settings.SaveAsync(
            console with { Flags = console.Flags.SetItem("client_credential_grant_enabled_by_default", flag) },
            Entry(),
            Xunit.TestContext.Current.CancellationToken);
    }

    private static void Switch(IRenderedComponent<GrantTypesPage> page, bool on) => page.Find("[data-testid=grant-client_credentials] input").Change(on);
}
