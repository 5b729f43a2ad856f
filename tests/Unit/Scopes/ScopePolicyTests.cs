using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Scopes;

public sealed class ScopePolicyTests
{
    private const string Audience = "audience:server:client_id:";

    private readonly MemoryClientStore _clients = new(
        Given.Client("batch"), Given.Client("api") with { TrustedPeers = ["batch"] }, Given.Client("vault"));

    [Theory]
    [InlineData("")]
    [InlineData("openid")]
    [InlineData("openid email profile groups")]
    [InlineData("openid openid")]
    [InlineData(Audience + "batch")]
    [InlineData(Audience + "api groups")]
    public async Task A_machine_may_ask_for_these(string scope) => Assert.Null(await CheckAsync(scope));

    [Theory]
    [InlineData("offline_access", "scope.not_for_machines")]
    [InlineData("federated:id", "scope.not_for_machines")]
    [InlineData("bogus", "scope.unknown")]
    [InlineData("OpenID", "scope.unknown")]
    [InlineData(Audience + "vault", "audience.untrusted")]
    [InlineData(Audience + "nobody", "audience.untrusted")]
    [InlineData(Audience, "audience.untrusted")]
    [InlineData("audience:server:client_ID:api", "scope.unknown")]
    public async Task A_machine_may_not_ask_for_these(string scope, string rule)
    {
        var refusal = await CheckAsync(scope);

        Assert.Equal((rule, ErrorCodes.InvalidScope), (refusal?.Rule.Id, refusal?.Code));
    }

    [Theory]
    [InlineData("bogus offline_access", "scope.not_for_machines")]
    [InlineData(Audience + "vault offline_access", "scope.not_for_machines")]
    [InlineData(Audience + "vault bogus", "scope.unknown")]
    public async Task A_refused_scope_goes_before_an_unknown_one_and_that_before_an_untrusted_audience(string scope, string rule) =>
        Assert.Equal(rule, (await CheckAsync(scope))?.Rule.Id);

    [Fact]
    public async Task Of_two_refused_scopes_the_first_is_named()
    {
        var refusal = await CheckAsync("federated:id offline_access");

        Assert.Contains("federated:id", refusal!.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("offline_access", refusal.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_unknown_scopes_are_listed() => Assert.Contains("[\"a\" \"b\"]", (await CheckAsync("a openid b"))!.Description, StringComparison.Ordinal);

    [Fact]
    public async Task All_untrusted_audiences_are_listed() =>
        Assert.Contains($"[\"{Audience}vault\" \"{Audience}nobody\"]", (await CheckAsync($"{Audience}vault {Audience}nobody"))!.Description, StringComparison.Ordinal);

    [Fact]
    public async Task A_description_never_carries_control_characters()
    {
        var refusal = await ScopePolicy.ForMachines.CheckAsync(["a\u0007\u202eb"], _clients["batch"], _clients, Xunit.TestContext.Current.CancellationToken);

        Assert.DoesNotContain(refusal!.Description, c => char.IsControl(c) || c == '\u202e');
    }

    [Fact]
    public async Task A_grant_whose_scopes_were_decided_earlier_judges_none() =>
        Assert.Null(await ScopePolicy.AlreadyDecided.CheckAsync(["bogus", "offline_access"], _clients["batch"], _clients, Xunit.TestContext.Current.CancellationToken));

    private async Task<OAuthError?> CheckAsync(string scope) =>
        await ScopePolicy.ForMachines.CheckAsync(ScopeList.Parse(scope), _clients["batch"], _clients, Xunit.TestContext.Current.CancellationToken);
}
