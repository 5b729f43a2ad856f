using Dex.Domain.Identities;
using Dex.Domain.Scopes;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Identities;

public sealed class UserIdentityTests
{
    private const string Audience = "audience:server:client_id:api";

    private static readonly UserIdentity Jane = GivenFlow.Identity() with
    {
        Consents = [new("other", ["openid", "groups"], Given.Now), new("app", ["openid", "email", "offline_access", Audience], Given.Now)],
    };

    // Protocol 4.11.1.
    [Theory]
    [InlineData("openid", true)]
    [InlineData("openid email", true)]
    [InlineData("email openid email", true)]
    [InlineData("openid email offline_access " + Audience, true)]
    [InlineData("openid email profile", false)]
    [InlineData("openid groups", false)]
    [InlineData("openid federated:id", false)]
    [InlineData("openid audience:server:client_id:vault", false)]
    [InlineData("openid Email", false)]
    public void Every_scope_but_openid_must_have_been_allowed_to_this_very_client(string scope, bool consented) =>
        Assert.Equal(consented, Jane.HasConsented("app", ScopeList.Parse(scope)));

    [Theory]
    [InlineData("openid offline_access", false)]
    [InlineData("openid email", false)]
    [InlineData("openid", true)]
    public void Of_a_client_that_was_never_allowed_anything_only_openid_is_known(string scope, bool consented)
    {
        Assert.Equal(consented, Jane.HasConsented("APP", ScopeList.Parse(scope)));
        Assert.Equal(consented, (Jane with { Consents = [] }).HasConsented("app", ScopeList.Parse(scope)));
    }

    [Fact]
    public void Openid_needs_no_leave_also_where_it_was_not_recorded() =>
        Assert.True((Jane with { Consents = [new("app", ["email"], Given.Now)] }).HasConsented("app", ["openid", "email"]));

    [Fact]
    public void A_block_ends_by_itself()
    {
        var blocked = Jane with { BlockedUntil = Given.Now.AddHours(1) };

        Assert.True(blocked.IsBlocked(Given.Now.AddHours(1).AddTicks(-1)));
        Assert.False(blocked.IsBlocked(Given.Now.AddHours(1)));
        Assert.False(Jane.IsBlocked(Given.Now));
    }
}
