using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

/// <summary>Where a refusal of the token endpoint is put right.</summary>
public sealed class RefusalVerbTests
{
    [Theory]
    [InlineData("refresh_token.spent", "tokens?client=app")]
    [InlineData("device_code.denied", "tokens/devices?client=app")]
    [InlineData("device.grant_off", "grant-types")]
    [InlineData("password.scope_unknown", "clients/app/scopes")]
    [InlineData("grant.disabled_by_client", "clients/app/grants")]
    public void Each_rule_leads_to_the_place_that_changes_it(string rule, string href) => Assert.Equal(href, RefusalVerb.For(rule, "app")?.Href);

    [Theory]
    [InlineData("refresh_token.spent")]
    [InlineData("device_code.denied")]
    public void Without_a_client_there_is_no_list_to_look_at(string rule) => Assert.Null(RefusalVerb.For(RefusalRules.Find(rule)!, ""));
}
