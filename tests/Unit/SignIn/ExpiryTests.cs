using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 6.7: how long a person may take, at each step.</summary>
public sealed class ExpiryTests(SignInServer shared) : SignInTest(shared)
{
    private readonly FakeTimeProvider _clock = new(Given.Now);

    [Theory]
    [InlineData("", 24 * 60)]
    [InlineData("expiry: {authRequests: 10m}", 10)]
    public async Task A_request_ends_when_its_time_is_over_wherever_its_person_is(string expiry, int minutes)
    {
        await StartAsync(SignInServer.Settings with { Clock = _clock, More = $"{SignInServer.Settings.More}\n{expiry}" });
        var form = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        var upstream = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));
        var consent = await IdentifiedAsync(changes: ("prompt", "consent"));
        var allowed = await IdentifiedAsync(changes: ("prompt", "consent"));
        await allowed.PressAsync("Allow");

        _clock.Advance(TimeSpan.FromMinutes(minutes));

        await form.PressAsync("Sign in", ("login", "kilgore"), ("password", "trout"));
        await upstream.FollowAsync();
        await consent.PressAsync("Allow");
        await allowed.FollowAsync();
        Assert.All([form, upstream, consent, allowed], browser => AssertPage(browser, 400, "flow.request_gone"));
    }

    [Fact]
    public async Task Until_the_last_moment_it_goes_on_and_its_code_then_has_thirty_minutes_of_its_own()
    {
        await StartAsync(SignInServer.Settings with { Clock = _clock });
        var form = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        await form.TypeAsync("kilgore", "trout");
        _clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));

        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(form).Code);
        Assert.Equal(200, (int)redeemed.StatusCode);
    }
}
