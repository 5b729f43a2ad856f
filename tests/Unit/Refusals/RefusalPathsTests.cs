using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RefusalPathsTests
{
    public static TheoryData<string> Rules => [.. RefusalRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_stands_on_a_path_or_may_stop_a_request_anywhere(string id)
    {
        var rule = RefusalRules.Find(id)!;

        Assert.True(RefusalPaths.Anywhere.Contains(rule) || RefusalPaths.All.Any(path => path.Contains(rule)), $"{id} is on no path.");
    }

    [Fact]
    public void No_path_asks_the_same_thing_twice() =>
        Assert.All(RefusalPaths.All, path => Assert.Equal(path.Count, path.Distinct().Count()));

    [Fact]
    public void A_rule_that_may_stop_a_request_anywhere_stands_on_no_path() =>
        Assert.All(RefusalPaths.All, path => Assert.Empty(path.Intersect(RefusalPaths.Anywhere)));

    [Fact]
    public void Only_grants_that_exist_have_rules_of_their_own() => Assert.All(GrantPaths.Known, grant => Assert.True(GrantTypes.IsKnown(grant)));

    [Fact]
    public void A_grant_without_rules_of_its_own_is_asked_what_all_grants_are_asked()
    {
        var path = RefusalPaths.Of(GivenRefusal.Of(RefusalRules.GrantUnknown, "/token") with { GrantType = "", Facts = GivenRefusal.Facts("grant_type=magic") });

        Assert.Equal(RefusalRules.RequestMethod, path[0]);
        Assert.Equal([RefusalRules.GrantDisabledByClient, RefusalRules.ServerSigningFailed], path[^2..]);
    }

    [Fact]
    public void The_authorization_endpoint_asks_a_request_that_comes_back_to_it_other_things()
    {
        var came = RefusalPaths.Of(GivenRefusal.Of(RefusalRules.ClientUnknown, "/auth") with { Facts = GivenRefusal.Facts("client_id=web") });
        var comesBack = RefusalPaths.Of(GivenRefusal.Of(AuthorizationRules.ProofMissing, "/auth") with { Facts = GivenRefusal.Facts("req=x") });

        Assert.Contains(RefusalRules.ClientUnknown, came);
        Assert.DoesNotContain(AuthorizationRules.ProofMissing, came);
        Assert.Contains(AuthorizationRules.ProofMissing, comesBack);
        Assert.DoesNotContain(RefusalRules.ClientUnknown, comesBack);
    }
}
