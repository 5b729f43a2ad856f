using Dex.Domain.Devices;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>What changes between a device's question and a person's answer: asked again at each step, as for every sign-in (protocol 4.10).</summary>
public sealed class DeviceMeanwhileTests(SignInServer shared, DeviceServer devices) : DeviceTest(shared, devices)
{
    [Fact]
    public async Task A_device_that_was_turned_away_elsewhere_is_not_allowed_by_a_page_that_is_still_open()
    {
        var device = await Dex.AskDeviceAsync();
        var browser = await AskedPersonAsync(device);
        await Dex.DenyAsync(device);

        await browser.AllowAsync();

        AssertPage(browser, 400, "device.answered");
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));
    }

    [Fact]
    public async Task A_code_that_expired_while_the_person_read_the_page_leads_nowhere()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await StartAsync(DeviceServer.Settings with { Clock = clock });
        var device = await Dex.AskDeviceAsync();
        var browser = await AskedPersonAsync(device);
        clock.Advance(TimeSpan.FromMinutes(5));

        await browser.AllowAsync();

        AssertPage(browser, 400, "device.answered");
        Assert.Equal((400, "expired_token"), await Dex.PollRefusalAsync(device));
    }

    [Fact]
    public async Task A_yes_that_came_in_time_is_worth_nothing_after_the_code_has_expired()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await StartAsync(DeviceServer.Settings with { Clock = clock });
        var device = await Dex.AskDeviceAsync();
        await AllowedAsync(device);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((400, "expired_token"), await Dex.PollRefusalAsync(device));
    }

    [Theory]
    [InlineData(false, "client.disabled_meanwhile")]
    [InlineData(true, "response_type.disabled_by_client")]
    public async Task A_client_that_was_disabled_or_narrowed_ends_the_waiting(bool narrowed, string rule)
    {
        var client = await Dex.AddWebAppAsync($"box-{Guid.NewGuid()}");
        var device = await Dex.AskDeviceAsync(client.Id);
        var browser = await AskedPersonAsync(device);
        await Dex.ChangeAsync(client, current => narrowed ? current with { AllowedGrantTypes = ["authorization_code"] } : current with { Enabled = false });

        await browser.AllowAsync();

        Assert.Equal("device.sign_in_ended", Dex.RefusalOf(browser.Answer).Rule.Id);
        Assert.Contains(browser.Answers, answer => Dex.Refusals.Find(answer.RequestId())?.Rule.Id == rule);
        Assert.Equal(DeviceStatus.Denied, await Dex.StatusAsync(device));
    }

    [Fact]
    public async Task A_person_who_was_blocked_after_the_yes_gives_the_device_nothing()
    {
        var client = await Dex.AddWebAppAsync($"box-{Guid.NewGuid()}");
        var device = await Dex.AskDeviceAsync(client.Id);
        var browser = await OpenAsync("/auth/pass" + device.Query());
        await browser.TypeAsync("kilgore", "trout");
        await browser.AllowAsync();
        await Dex.BlockAsync(SignInServer.Pass, "0-385-28089-0", DateTimeOffset.MaxValue);

        Assert.Equal((400, "invalid_grant"), await Dex.PollRefusalAsync(device));
        await Dex.BlockAsync(SignInServer.Pass, "0-385-28089-0", null);
    }

    // RFC 8628 section 5.4: what was allowed to a device yesterday says nothing about the one that somebody else holds today.
    [Fact]
    public async Task A_consent_that_is_remembered_does_not_answer_for_a_device()
    {
        await SignedInAsync(SignInServer.Web, SignInServer.Mock, ("scope", "openid email"));
        Assert.False(IsConsent(await IdentifiedAsync(SignInServer.Web, SignInServer.Mock, ("scope", "openid email"))));

        var first = await Dex.AskDeviceAsync(SignInServer.Web, ("scope", "openid email"));
        var browser = await AskedPersonAsync(first);

        Assert.Contains($"For a device that shows {first.UserCode}", WordsOf(browser), StringComparison.Ordinal);
        Assert.Contains("Only allow this if the device is in front of you and shows this very code.", WordsOf(browser), StringComparison.Ordinal);
        await browser.AllowAsync();
        await AskedPersonAsync(await Dex.AskDeviceAsync(SignInServer.Web, ("scope", "openid email")));
    }

    [Fact]
    public async Task Where_the_operator_skips_consent_the_code_check_is_the_question()
    {
        await StartAsync(DeviceServer.Settings with { OAuth2 = "skipApprovalScreen: true" });
        var device = await Dex.AskDeviceAsync();

        var browser = await OpenAsync("/auth/mock" + device.Query());

        Assert.StartsWith("Device connected", WordsOf(browser), StringComparison.Ordinal);
        var asked = await OpenAsync("/auth/mock" + (await Dex.AskDeviceAsync()).Query(("prompt", "consent")));
        Assert.True(IsConsent(asked));
    }

    [Fact]
    public async Task Who_is_not_this_person_signs_in_as_somebody_else_for_the_same_device()
    {
        var device = await Dex.AskDeviceAsync();
        var browser = await AskedPersonAsync(device);

        await browser.ClickAsync("Not you?");
        await browser.ClickAsync("alpha directory");
        await browser.TypeAsync("kilgore", "trout");
        Assert.Contains(device.UserCode, WordsOf(browser), StringComparison.Ordinal);
        await browser.AllowAsync();

        using var tokens = await Dex.PollAsync(device);
        Assert.Equal(200, (int)tokens.StatusCode);
    }

    [Fact]
    public async Task No_page_may_be_shown_means_that_the_device_is_turned_away()
    {
        var device = await Dex.AskDeviceAsync();

        var browser = await OpenAsync("/auth" + device.Query(("prompt", "none")));

        Assert.Equal("device.sign_in_ended", Dex.RefusalOf(browser.Answer).Rule.Id);
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));
    }

    // Product 3.2 and F-1.
    [Fact]
    public async Task A_grant_that_is_switched_off_has_no_way_left_at_once_and_the_old_one_when_it_is_on_again()
    {
        await StartAsync(DeviceServer.Settings);
        var device = await Dex.AskDeviceAsync();
        var allowed = await Dex.AskDeviceAsync();
        await AllowedAsync(allowed);
        var typing = await GoAsync("/device");
        var consenting = await AskedPersonAsync(device);
        var code = await CodeAsync(device);

        await Dex.SwitchAsync((GrantTypes.DeviceCode, false));

        foreach (var target in new[]
        {
            "/device", $"/device?user_code={device.UserCode}", $"/device/callback?code={code}&state={device.UserCode}",
            $"/device/callback?error=access_denied&state={device.UserCode}", "/auth" + device.Query(), "/auth/mock" + device.Query(),
        })
        {
            AssertPage(await OpenAsync(target), 404, "device.grant_off");
        }

        await typing.PressAsync("Continue", ("user_code", device.UserCode));
        AssertPage(typing, 404, "device.grant_off");
        await consenting.AllowAsync();
        AssertPage(consenting, 404, "device.grant_off");
        using var asking = await Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv)]);
        Assert.Equal((400, "unsupported_grant_type"), await asking.ReadRefusalAsync());
        Assert.Equal(("grant.disabled_by_server", DeviceServer.Tv, true), (
            Dex.RefusalOf(asking).Rule.Id, Dex.RefusalOf(asking).ClientId, Dex.RefusalOf(asking).ClientIsKnown));
        Assert.Equal((400, "unsupported_grant_type"), await Dex.PollRefusalAsync(allowed));
        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        Assert.DoesNotContain("device", await discovery.ReadTextAsync(), StringComparison.Ordinal);

        await Dex.SwitchAsync((GrantTypes.DeviceCode, true));
        using var tokens = await Dex.PollAsync(allowed);
        Assert.Equal(200, (int)tokens.StatusCode);
    }

    [Fact]
    public async Task The_grants_of_browsers_may_be_off_and_devices_are_served()
    {
        await StartAsync(DeviceServer.Settings);
        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, false), (GrantTypes.Implicit, false));

        var device = await Dex.AskDeviceAsync();
        await AllowedAsync(device);

        using var tokens = await Dex.PollAsync(device);
        Assert.Equal(200, (int)tokens.StatusCode);
        AssertTold(await OpenAsync("/auth/mock" + Parameters.Asking(SignInServer.Web)), "unsupported_response_type", "response_type.disabled_by_server");
    }

    [Fact]
    public async Task A_public_client_without_any_address_and_one_that_must_prove_keys_both_get_through()
    {
        await StartAsync(DeviceServer.Settings with { OAuth2 = "pkce: {enforce: true}" });
        foreach (var client in new[] { SignInServer.Native, SignInServer.Spa })
        {
            var device = await Dex.AskDeviceAsync(client, ("code_challenge", "a plain one"));
            await AllowedAsync(device);

            using var without = await Dex.PollAsync(device);
            using var with = await Dex.PollAsync(device, ("code_verifier", "a plain one"));

            Assert.Equal(((400, "invalid_grant"), 200), (await without.ReadRefusalAsync(), (int)with.StatusCode));
        }
    }
}
