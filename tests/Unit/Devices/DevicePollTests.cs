using Dex.Domain.Devices;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>Protocol 5.7.2 and RFC 8628 section 3.5: what a device that asks again and again is told.</summary>
public sealed class DevicePollTests
{
    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly MemoryDevices _devices;

    public DevicePollTests() => _devices = new MemoryDevices(_clock);

    [Fact]
    public async Task Without_a_device_code_the_request_is_invalid() =>
        Assert.Equal(("device_code.missing", "invalid_request"), await RefusalAsync(deviceCode: ""));

    [Fact]
    public async Task A_device_code_that_nobody_got_is_an_invalid_request()
    {
        _devices.Put(GivenDevice.Request());

        Assert.Equal(("device_code.unknown", "invalid_request"), await RefusalAsync(deviceCode: "another"));
        Assert.Equal(("device_code.unknown", "invalid_request"), await RefusalAsync(deviceCode: DeviceRequest.HashOf(GivenDevice.DeviceCode)));
    }

    // Before everything that would tell something of the request.
    [Theory]
    [InlineData(DeviceStatus.Pending, 0)]
    [InlineData(DeviceStatus.Approved, 0)]
    [InlineData(DeviceStatus.Denied, 0)]
    [InlineData(DeviceStatus.Redeemed, 0)]
    [InlineData(DeviceStatus.Pending, 10)]
    public async Task Another_client_learns_nothing_and_delays_nothing(DeviceStatus status, int minutes)
    {
        _devices.Put(GivenDevice.Request().Approved() with { Status = status });
        _clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(("device_code.other_client", "invalid_grant"), await RefusalAsync(client: "radio"));

        Assert.Equal((Given.Now, TimeSpan.Zero), (Stored.LastPollAt, Stored.Interval));
    }

    [Theory]
    [InlineData(DeviceStatus.Pending)]
    [InlineData(DeviceStatus.Approved)]
    [InlineData(DeviceStatus.Denied)]
    public async Task From_the_instant_of_its_expiry_on_a_device_code_is_expired_whatever_became_of_it(DeviceStatus status)
    {
        _devices.Put(GivenDevice.Request().Approved() with { Status = status });
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.NotEqual("expired_token", (await AskAsync()).Error?.Code);

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(("device_code.expired", "expired_token"), await RefusalAsync());
    }

    [Fact]
    public async Task The_first_poll_is_never_too_soon()
    {
        _devices.Put(GivenDevice.Request());

        Assert.Equal(("device_code.pending", "authorization_pending"), await RefusalAsync());

        Assert.Equal((Given.Now, TimeSpan.FromSeconds(5)), (Stored.LastPollAt, Stored.Interval));
    }

    [Fact]
    public async Task Who_asks_too_soon_has_to_wait_five_seconds_longer_each_time()
    {
        _devices.Put(GivenDevice.Request());
        await AskAsync();
        foreach (var expected in new[] { 10, 15, 20 })
        {
            _clock.Advance(TimeSpan.FromSeconds(4));

            var error = (await AskAsync()).Error!;

            Assert.Equal(("device_code.slow_down", "slow_down"), (error.Rule.Id, error.Code));
            Assert.Contains($"{expected} seconds", error.Description, StringComparison.Ordinal);
            Assert.Equal((_clock.GetUtcNow(), TimeSpan.FromSeconds(expected)), (Stored.LastPollAt, Stored.Interval));
        }
    }

    [Fact]
    public async Task Who_waits_long_enough_is_back_at_five_seconds()
    {
        _devices.Put(GivenDevice.Request() with { Interval = TimeSpan.FromSeconds(15) });
        _clock.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        Assert.Equal("slow_down", (await AskAsync()).Error!.Code);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("authorization_pending", (await AskAsync()).Error!.Code);
        Assert.Equal(TimeSpan.FromSeconds(5), Stored.Interval);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("authorization_pending", (await AskAsync()).Error!.Code);
    }

    [Fact]
    public async Task However_often_a_device_asks_too_soon_the_interval_stays_within_an_hour()
    {
        _devices.Put(GivenDevice.Request() with { Interval = TimeSpan.FromHours(1) - TimeSpan.FromSeconds(2) });

        await AskAsync();
        await AskAsync();

        Assert.Equal(TimeSpan.FromHours(1), Stored.Interval);
    }

    [Fact]
    public async Task Of_two_polls_at_the_same_moment_the_one_that_was_beaten_is_too_soon()
    {
        _devices.Put(GivenDevice.Request());
        _devices.BeforeChange = devices => devices.Put(devices[GivenDevice.UserCode] with { LastPollAt = Given.Now, Interval = TimeSpan.FromSeconds(5) });

        Assert.Equal(("device_code.slow_down", "slow_down"), await RefusalAsync());
    }

    [Fact]
    public async Task A_yes_is_handed_on_however_soon_it_is_asked_for()
    {
        _devices.Put(GivenDevice.Request().Approved() with { Interval = TimeSpan.FromSeconds(5) });

        var found = await AskAsync();

        Assert.Equal(GivenDevice.Approval, found.Value?.Approval);
    }

    [Theory]
    [InlineData(DeviceStatus.Denied, "device_code.denied", "access_denied")]
    [InlineData(DeviceStatus.Redeemed, "device_code.redeemed", "invalid_grant")]
    public async Task What_is_over_is_over(DeviceStatus status, string rule, string code)
    {
        _devices.Put(GivenDevice.Request().Approved() with { Status = status });

        Assert.Equal((rule, code), await RefusalAsync());
    }

    private DeviceRequest Stored => _devices[GivenDevice.UserCode];

    private ValueTask<Result<DeviceRequest>> AskAsync(string deviceCode = GivenDevice.DeviceCode, string client = "tv") =>
        new DevicePoll(_devices, _clock).AskAsync(deviceCode, client, Xunit.TestContext.Current.CancellationToken);

    private async Task<(string Rule, string Code)> RefusalAsync(string deviceCode = GivenDevice.DeviceCode, string client = "tv")
    {
        var error = (await AskAsync(deviceCode, client)).Error;
        Assert.NotNull(error);
        Assert.DoesNotContain(GivenDevice.DeviceCode, $"{error}", StringComparison.Ordinal);
        return (error.Rule.Id, error.Code);
    }
}
