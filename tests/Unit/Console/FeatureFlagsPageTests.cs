using Bunit;
using Dex.Domain.Flags;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Web.Components.Flags;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class FeatureFlagsPageTests : ConsolePageContext
{
    private const string Name = "client_credential_grant_enabled_by_default";

    [Fact]
    public void A_flag_fixed_by_the_environment_is_a_fact_that_names_its_variable()
    {
        Serve(Given.Policy(environment: ("DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT", "true")));

        var page = Render<FeatureFlagsPage>();

        Assert.Empty(page.FindAll("[role=switch]"));
        Assert.Contains("DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT", page.Find($"[data-testid=flag-{Name}]").TextContent, StringComparison.Ordinal);
        Assert.Contains("One of five is away from its default.", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retired_flag_that_is_still_set_is_set_in_vain()
    {
        Serve(Given.Policy(environment: ("DEX_ENT_ENABLED", "true")));

        var page = Render<FeatureFlagsPage>();

        Assert.Contains("set in vain by", page.Find("[data-testid=flag-ent_enabled]").TextContent, StringComparison.Ordinal);
        Assert.Contains("One is set in vain", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_shows_its_consequences_and_is_saved_only_then()
    {
        Serve(Given.Policy(built: [GrantTypes.ClientCredentials]));
        var page = Render<FeatureFlagsPage>();

        await page.Find($"[data-testid=flag-{Name}] input").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.False(Settings.Current.Serves(GrantTypes.ClientCredentials));
        page.Render();
        Assert.Contains("Who gains one", page.Find("[data-testid=flag-aside]").TextContent, StringComparison.Ordinal);
        await page.Find(".dx-savebar-save").ClickAsync(new());

        Assert.True(Settings.Current.Serves(GrantTypes.ClientCredentials));
        Assert.Contains("Saved. In force.", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_made_while_a_flag_waits_is_told_with_its_author()
    {
        Serve(Given.Policy(built: [GrantTypes.ClientCredentials]));
        var page = Render<FeatureFlagsPage>();
        await page.Find($"[data-testid=flag-{Name}] input").ChangeAsync(new ChangeEventArgs { Value = true });

        await Settings.SaveAsync(
            Given.ConsoleGrants(GrantTypes.ClientCredentials) with { Version = 0 },
            Dex.Domain.Audit.AuditEntry.By(Given.Ada, Given.Now, "settings.grants_changed", "settings", "grant_types"),
            Xunit.TestContext.Current.CancellationToken);

        page.WaitForAssertion(() => Assert.StartsWith(
            $"{Given.Ada.Email} saved while you were deciding: ", page.Find("[role=alert]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".dx-savebar-save"));
    }

    [Fact]
    public void Returning_to_default_says_first_that_it_would_change_nothing()
    {
        var console = Given.ConsoleGrants(GrantTypes.ClientCredentials) with { Flags = Given.ConsoleFlag(Name, on: true).Flags };
        Serve(Given.Policy(console: console));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"feature-flags?flag={Name}");

        var aside = Render<FeatureFlagsPage>().Find("[data-testid=flag-aside]").TextContent;

        Assert.Contains("Would change nothing today.", aside, StringComparison.Ordinal);
        Assert.Contains("None. The grant list is saved in the console", aside, StringComparison.Ordinal);
    }

    [Fact]
    public void The_filter_in_the_address_leaves_what_is_away_from_its_default()
    {
        Serve(Given.Policy(console: Given.ConsoleFlag(Name, on: true)));
        Services.GetRequiredService<NavigationManager>().NavigateTo("feature-flags?show=away");

        var page = Render<FeatureFlagsPage>();

        Assert.Equal($"flag-{Name}", Assert.Single(page.FindAll(".dx-flag[data-row]")).GetAttribute("data-testid"));
        Assert.True(FeatureFlags.All.Count > 1);
    }
}
