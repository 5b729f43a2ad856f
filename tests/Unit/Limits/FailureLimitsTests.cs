using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Limits;

public sealed class FailureLimitsTests
{
    private readonly FakeTimeProvider _clock = new(Given.Now);

    [Fact]
    public void By_default_a_hundred_failures_within_a_minute_are_answered_as_the_rfc_says()
    {
        var limits = new FailureLimits(new LimitSettings(), _clock);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(RefusalRules.ClientSecretMismatch, limits.Count(Failure("batch"), "192.0.2.1").Rule));
    }

    [Fact]
    public void Beyond_the_clients_limit_the_answer_is_429_and_says_how_long_to_wait()
    {
        var limits = new FailureLimits(new LimitSettings { PerClient = 2, Window = TimeSpan.FromSeconds(30) }, _clock);
        limits.Count(Failure("batch"), "192.0.2.1");
        limits.Count(Failure("batch"), "192.0.2.2");

        var refusal = limits.Count(Failure("batch"), "192.0.2.3");

        Assert.Equal((RefusalRules.LimitPerClient, 429, TimeSpan.FromSeconds(30)), (refusal.Rule, refusal.Rule.Status, refusal.RetryAfter));
        Assert.Equal(("batch", true, "client.secret_mismatch"), (refusal.ClientId, refusal.ClientIsKnown, refusal.Received));
    }

    [Fact]
    public void Beyond_the_addresss_limit_it_does_not_matter_which_client_is_guessed()
    {
        var limits = new FailureLimits(new LimitSettings { PerAddress = 2 }, _clock);
        limits.Count(Failure("a"), "192.0.2.1");
        limits.Count(Failure("b", isKnown: false), "192.0.2.1");

        Assert.Equal(RefusalRules.LimitPerAddress, limits.Count(Failure("c", isKnown: false), "192.0.2.1").Rule);
        Assert.Equal(RefusalRules.ClientSecretMismatch, limits.Count(Failure("c"), "192.0.2.2").Rule);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ids_that_no_client_has_meet_the_limit_as_clients_do(bool isKnown)
    {
        var limits = new FailureLimits(new LimitSettings { PerClient = 1 }, _clock);

        var first = limits.Count(Failure("ghost", isKnown), "192.0.2.1");
        var second = limits.Count(Failure("ghost", isKnown), "192.0.2.2");

        Assert.Equal(RefusalRules.ClientSecretMismatch, first.Rule);
        Assert.Equal(RefusalRules.LimitPerClient, second.Rule);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void A_source_is_an_ipv4_address_or_the_network_of_an_ipv6_address(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, AddressKey.Of(one) == AddressKey.Of(other));
    }

    [Fact]
    public void A_request_without_an_address_counts_for_its_client_alone()
    {
        var limits = new FailureLimits(new LimitSettings { PerAddress = 1 }, _clock);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(RefusalRules.ClientSecretMismatch, limits.Count(Failure("batch"), "").Rule));
    }

    private static OAuthError Failure(string clientId, bool isKnown = true) =>
        new(RefusalRules.ClientSecretMismatch) { ClientId = clientId, ClientIsKnown = isKnown };
}
