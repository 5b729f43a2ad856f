using Dex.Domain.Activity;
using Dex.Domain.Overview;
using Xunit;

namespace Dex.Tests.Unit.Overview;

public sealed class TrafficTests
{
    private static readonly DateTimeOffset _hour = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_running_hour_is_measured_by_the_minutes_it_has_had()
    {
        var traffic = Traffic.Of([new HourCount(_hour, "client_credentials", 300, 0)], _hour.AddMinutes(30));

        Assert.Equal(10, traffic.PerMinute);
        Assert.Equal(10, traffic.Grants[0].PerMinute[^1]);
    }

    [Fact]
    public void A_young_hour_is_steadied_by_the_one_before()
    {
        var traffic = Traffic.Of(
            [new HourCount(_hour.AddHours(-1), "client_credentials", 595, 0), new HourCount(_hour, "client_credentials", 55, 0)], _hour.AddMinutes(5));

        Assert.Equal(10, traffic.PerMinute);
        Assert.Equal(10, traffic.Grants[0].PerMinute[^1]);
    }

    [Fact]
    public void Grants_are_told_apart_and_hours_without_tokens_are_zero()
    {
        var traffic = Traffic.Of(
            [
                new HourCount(_hour.AddHours(-2), "refresh_token", 60, 0),
                new HourCount(_hour.AddHours(-2), "client_credentials", 120, 20),
                new HourCount(_hour.AddHours(-30), "client_credentials", 9_999, 0),
            ],
            _hour.AddMinutes(30));

        Assert.Equal(["client_credentials", "refresh_token"], traffic.Grants.Select(grant => grant.GrantType));
        Assert.Equal(24, traffic.Hours.Count);
        Assert.Equal(2, traffic.Grants[0].PerMinute[21]);
        Assert.Equal(0, traffic.Grants[0].PerMinute[22]);
        Assert.Equal(0.9, traffic.Granted);
    }

    [Fact]
    public void Without_any_request_no_share_is_claimed()
    {
        var traffic = Traffic.Of([], _hour.AddMinutes(30));

        Assert.Null(traffic.Granted);
        Assert.Equal(0, traffic.PerMinute);
    }
}
