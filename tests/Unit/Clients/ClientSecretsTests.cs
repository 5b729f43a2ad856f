using Dex.Domain.Clients;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class ClientSecretsTests
{
    [Fact]
    public void Without_a_live_secret_a_confidential_client_is_badly_off_and_a_public_one_well()
    {
        Assert.Equal(SecretHealth.NoneLive, Given.Client().Health(Given.Now));
        Assert.Equal(SecretHealth.NoneLive, Given.Client("a", Given.Secret() with { DeactivatedAt = Given.Now }).Health(Given.Now));
        Assert.Equal(SecretHealth.NotNeeded, (Given.Client() with { IsPublic = true }).Health(Given.Now));
    }

    [Theory]
    [InlineData(14, SecretHealth.Expiring)]
    [InlineData(15, SecretHealth.Live)]
    public void A_last_secret_asks_for_a_decision_fourteen_days_before_its_end(int days, SecretHealth expected) =>
        Assert.Equal(expected, Given.Client("a", Given.Secret() with { ExpiresAt = Given.Now.AddDays(days) }).Health(Given.Now));

    [Fact]
    public void A_successor_without_end_calms_an_expiring_secret()
    {
        var client = Given.Client("a", Given.Secret() with { ExpiresAt = Given.Now.AddDays(1) }, Given.Secret("next", "next"));

        Assert.Equal(SecretHealth.Rotating, client.Health(Given.Now));
        Assert.Null(client.LastExpiry(Given.Now));
    }

    [Fact]
    public void The_last_expiry_is_the_latest_of_the_live_ones()
    {
        var client = Given.Client("a",
            Given.Secret("a", "a") with { ExpiresAt = Given.Now.AddDays(1) },
            Given.Secret("b", "b") with { ExpiresAt = Given.Now.AddDays(3) },
            Given.Secret("c", "c") with { ExpiresAt = Given.Now.AddDays(9), DeactivatedAt = Given.Now });

        Assert.Equal(Given.Now.AddDays(3), client.LastExpiry(Given.Now));
    }

    [Fact]
    public void A_weak_live_secret_shows() => Assert.Equal(SecretHealth.Weak, Given.Client("a", Given.Secret() with { IsWeak = true }).Health(Given.Now));
}
