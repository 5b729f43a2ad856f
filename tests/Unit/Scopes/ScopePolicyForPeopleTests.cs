using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Scopes;

/// <summary>The scopes that the authorization endpoint takes (protocol 4.4, V11 and V12).</summary>
public sealed class ScopePolicyForPeopleTests
{
    private const string Audience = "audience:server:client_id:";

    private readonly MemoryClientStore _clients = new(
        Given.Client("app"), Given.Client("api") with { TrustedPeers = ["app"] }, Given.Client("vault") with { TrustedPeers = ["api"] });

    [Theory]
    [InlineData("openid offline_access email profile groups federated:id")]
    [InlineData("openid openid email email")]
    [InlineData(Audience + "app")]
    [InlineData(Audience + "api openid " + Audience + "app")]
    public async Task People_may_be_asked_for_these(string scope) => Assert.Null(await CheckAsync(scope));

    [Theory]
    [InlineData("openid bogus", "scope.unknown")]
    [InlineData("openid OPENID", "scope.unknown")]
    [InlineData("openid federated:ID", "scope.unknown")]
    [InlineData("openid audience:server:client_id", "scope.unknown")]
    [InlineData("openid " + Audience + "vault", "audience.untrusted")]
    [InlineData("openid " + Audience + "nobody", "audience.untrusted")]
    [InlineData("openid " + Audience, "audience.untrusted")]
    [InlineData("openid " + Audience + "API", "audience.untrusted")]
    public async Task People_may_not_be_asked_for_these(string scope, string rule)
    {
        var refusal = await CheckAsync(scope);

        Assert.Equal((rule, ErrorCodes.InvalidScope), (refusal?.Rule.Id, refusal?.Code));
    }

    [Theory]
    [InlineData(Audience + "vault bogus")]
    [InlineData("bogus " + Audience + "vault")]
    public async Task An_unknown_scope_goes_before_an_untrusted_audience_wherever_they_stand(string scope) =>
        Assert.Equal("scope.unknown", (await CheckAsync(scope))?.Rule.Id);

    [Fact]
    public async Task All_unknown_scopes_are_listed_and_nothing_else() => Assert.Equal(
        """Unknown scopes: ["a" "b" "a"].""", (await CheckAsync($"a openid {Audience}vault b email a"))?.Description);

    [Fact]
    public async Task All_untrusted_audiences_are_listed_and_nothing_else() => Assert.Contains(
        $": [\"{Audience}vault\" \"{Audience}nobody\"].",
        (await CheckAsync($"{Audience}vault openid {Audience}api {Audience}nobody"))?.Description,
        StringComparison.Ordinal);

    [Fact]
    public async Task More_scopes_than_any_honest_request_has_are_refused_before_any_is_looked_at()
    {
        Assert.Null(await CheckAsync(string.Join(' ', Enumerable.Repeat("openid", 100))));
        Assert.Equal("scope.too_many", (await CheckAsync(string.Join(' ', Enumerable.Repeat("bogus", 101))))?.Rule.Id);
    }

    private async Task<OAuthError?> CheckAsync(string scope) =>
        await ScopePolicy.ForPeople.CheckAsync(ScopeList.Parse(scope), _clients["app"], _clients, Xunit.TestContext.Current.CancellationToken);
}
