using System.Text;
using Bunit;
using Dex.Domain.Audit;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Web.Components.Discovery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class DiscoveryPageTests : ConsolePageContext
{
    [Fact]
    public void Every_member_of_the_document_has_a_row_with_its_source()
    {
        Serve();

        var page = Render<DiscoveryPage>();

        var document = DiscoveryDocument.Of(Settings.Current, "RS256");
        Assert.Equal(document.Members.Select(member => $"member-{member.Name}"), page.FindAll("[data-testid^=member-]").Select(row => row.GetAttribute("data-testid")));
        Assert.Equal("grant-types", page.Find("[data-testid=member-grant_types_supported] a").GetAttribute("href"));
        Assert.Equal("keys", page.Find("[data-testid=member-id_token_signing_alg_values_supported] a").GetAttribute("href"));
        Assert.Contains("built in", page.Find("[data-testid=member-token_endpoint]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_raw_view_shows_the_bytes_that_are_served()
    {
        Serve();
        Services.GetRequiredService<NavigationManager>().NavigateTo("discovery?view=raw");

        var page = Render<DiscoveryPage>();

        var served = Encoding.UTF8.GetString(DiscoveryDocument.Of(Settings.Current, "RS256").Json.Span);
        Assert.Equal(served, page.Find("pre.dx-document").TextContent.TrimEnd('\n'));
    }

    [Fact]
    public async Task A_change_made_elsewhere_arrives_marked_and_is_said_with_who_made_it()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants(), built: [GrantTypes.ClientCredentials]));
        var page = Render<DiscoveryPage>();

        var later = Given.ConsoleGrants(GrantTypes.ClientCredentials);
        later = later with { GrantTypes = later.GrantTypes! with { At = Given.Now.AddHours(1) } };
        await Settings.SaveAsync(later, AuditEntry.By(Given.Ada, Given.Now, "settings.grants_changed", "settings", "grant_types"), Xunit.TestContext.Current.CancellationToken);

        page.WaitForAssertion(() => Assert.Equal("\"client_credentials\"", page.Find(".dx-fresh-bar .dx-fresh-item").TextContent.Trim('[', ']')));
        Assert.Contains("ada@example.com switched client_credentials on", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(9));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".dx-fresh-bar")));
    }

    [Fact]
    public void An_endpoint_opens_to_its_curl_line()
    {
        Serve();
        var page = Render<DiscoveryPage>();

        page.Find("[data-testid=endpoint-token] button").Click();

        Assert.Contains("grant_type=client_credentials", page.Find(".dx-endpoint-curl").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=endpoint-token] button").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void A_check_says_which_endpoint_does_not_answer()
    {
        Probed[EndpointCatalogue.UserInfo.Name] = new ProbeResult(0, TimeSpan.Zero, "refused");
        Serve();
        var page = Render<DiscoveryPage>();

        page.FindAll("button").Single(button => button.TextContent.Contains("Check now", StringComparison.Ordinal)).Click();

        Assert.Contains("no answer", page.Find("[data-testid=endpoint-userinfo]").TextContent, StringComparison.Ordinal);
        Assert.Contains("ms", page.Find("[data-testid=endpoint-keys]").TextContent, StringComparison.Ordinal);
        Assert.Contains("/userinfo does not answer", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_closed_is_listed_with_the_reason()
    {
        Serve(Given.Policy(console: Given.ConsoleGrants(GrantTypes.AuthorizationCode)));

        var page = Render<DiscoveryPage>();

        Assert.Contains("/device/code device_code is off", string.Join(' ', page.Find(".dx-closed").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
