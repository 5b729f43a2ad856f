using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RefusalTraceTests
{
    private static readonly RefusalRecord Expired = GivenRefusal.Of(RefusalRules.ClientSecretExpired) with
    {
        Facts = GivenRefusal.Facts("grant_type=client_credentials&scope=openid", DexServer.Basic("batch", "dxs_right")),
    };

    private readonly Client _client = Given.Client() with { Version = 9, UpdatedAt = Given.Now.AddDays(-1) };

    [Fact]
    public void What_stands_before_the_rule_that_refused_was_passed_and_what_stands_behind_it_was_not_reached()
    {
        var checks = Of(Expired);

        var at = checks.ToList().FindIndex(check => check.State == CheckState.Stopped);
        Assert.Equal(RefusalRules.ClientSecretExpired, checks[at].Rule);
        Assert.All(checks.Take(at), check => Assert.Equal(CheckState.Passed, check.State));
        Assert.All(checks.Skip(at + 1), check => Assert.Equal((CheckState.NotReached, ""), (check.State, check.Seen)));
        Assert.Equal(RefusalRules.RequestMethod, checks[0].Rule);
        Assert.Contains(RefusalRules.ScopeUnknown, checks.Skip(at).Select(check => check.Rule));
    }

    [Theory]
    [InlineData("request.method", "POST")]
    [InlineData("request.malformed_form", "well formed, 2 parameters")]
    [InlineData("grant.missing", "client_credentials")]
    [InlineData("grant.disabled_by_server", "on, console")]
    [InlineData("request.malformed_client_id", "client_secret_basic")]
    [InlineData("client.missing", "batch")]
    [InlineData("client.unknown", "registered")]
    [InlineData("client.secret_missing", "sent, 9 characters")]
    public void A_rule_that_was_passed_says_what_it_saw(string rule, string seen) =>
        Assert.Equal(seen, Of(Expired).Single(check => check.Rule.Id == rule).Seen);

    [Fact]
    public void What_is_said_from_the_client_is_said_only_while_it_is_as_it_was()
    {
        var refused = Expired with { Rule = RefusalRules.ScopeUnknown };

        Assert.Equal("yes, version 9", SeenBy(refused, _client, "client.disabled"));
        Assert.Equal("yes at the time", SeenBy(refused, _client with { UpdatedAt = Given.Now.AddMinutes(1) }, "client.disabled"));
        Assert.Equal("yes at the time", SeenBy(refused, null, "client.disabled"));
    }

    [Fact]
    public void What_is_said_from_the_settings_is_said_only_while_they_are_as_they_were()
    {
        var before = Expired with { At = Given.Now.AddDays(-1) };

        Assert.Equal("on at the time", SeenBy(before, _client, "grant.disabled_by_server"));
    }

    [Fact]
    public void A_public_client_is_not_said_to_have_passed_the_rules_about_secrets_by_a_secret()
    {
        var refused = GivenRefusal.Of(RefusalRules.ClientPublicForMachines) with { Facts = GivenRefusal.Facts("grant_type=client_credentials&client_id=batch") };

        Assert.All(
            Of(refused).Where(check => check.Rule.Id.StartsWith("client.secret", StringComparison.Ordinal)),
            check => Assert.Equal("public, needs none", check.Seen));
    }

    [Fact]
    public void Of_an_interrupted_request_nothing_is_claimed_but_that_its_form_was_read()
    {
        var interrupted = GivenRefusal.Of(RefusalRules.ServerStorageUnavailable) with { Facts = GivenRefusal.Facts("grant_type=client_credentials") };

        var passed = Of(interrupted).TakeWhile(check => check.State == CheckState.Passed).Select(check => check.Rule.Id);
        var unread = Of(interrupted with { Facts = RequestFacts.None });

        Assert.Equal(["request.method", "request.too_large", "request.malformed_form"], passed);
        Assert.Equal((RefusalRules.ServerStorageUnavailable, CheckState.Stopped), (unread[0].Rule, unread[0].State));
    }

    [Fact]
    public void A_rule_of_another_version_is_shown_all_the_same()
    {
        var strange = GivenRefusal.Of(new RefusalRule("later.rule", "invalid_request", 400, "Something new."), "/later");

        Assert.Equal([new RuleCheck(strange.Rule, CheckState.Stopped)], Of(strange));
    }

    private IReadOnlyList<RuleCheck> Of(RefusalRecord record) => Of(record, _client);

    private static IReadOnlyList<RuleCheck> Of(RefusalRecord record, Client? client) => RefusalTrace.Of(
        new RefusalContext(record, client, Given.Policy(console: Given.ConsoleGrants("client_credentials"), built: ["client_credentials"])));

    private static string SeenBy(RefusalRecord record, Client? client, string rule) => Of(record, client).Single(check => check.Rule.Id == rule).Seen;
}
