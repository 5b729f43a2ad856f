using Dex.Domain.Devices;
using Dex.Tests.Unit.Devices;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 8628 section 5: what somebody can do who knows a user code, a device code, a code of the browser's leg, or nothing.</summary>
public sealed class DeviceAttackTests(SignInServer shared, DeviceServer devices) : DeviceTest(shared, devices)
{
    // Section 5.4. The victim follows the attacker's link: it asks for nothing but what the device asked for, and says that it is for a device.
    [Fact]
    public async Task A_link_with_a_code_in_it_signs_nobody_in_by_itself()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web);

        var victim = await OpenAsync($"/device?user_code={device.UserCode}");

        Assert.Equal("/dex/device", victim.Address.AbsolutePath);
        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(device));
        await victim.PressAsync("It is the same code");
        await victim.FollowAsync();
        await victim.ClickAsync("Mock");
        Assert.True(IsConsent(victim));
        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(device));
    }

    [Theory]
    [InlineData("scope", "openid email groups offline_access")]
    [InlineData("client_id", SignInServer.Web)]
    [InlineData("client_id", SignInServer.Coder)]
    [InlineData("redirect_uri", "https://evil.example.com/device/callback")]
    [InlineData("redirect_uri", "//evil.example.com/device/callback")]
    [InlineData("redirect_uri", "/dex/device/callback?x=1")]
    [InlineData("redirect_uri", "/dex/device/callback/")]
    [InlineData("redirect_uri", "/dex/../dex/device/callback")]
    public async Task A_link_that_asks_for_more_or_sends_the_code_elsewhere_is_not_followed(string name, string value)
    {
        var device = await Dex.AskDeviceAsync(DeviceServer.Tv, ("scope", "openid email"));

        AssertPage(await OpenAsync("/auth/mock" + device.Query((name, value))), 400, "redirect_uri.unregistered");
        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(device));
    }

    [Fact]
    public async Task A_device_code_that_was_overheard_is_worth_nothing_to_another_client()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web);
        await AllowedAsync(device);

        foreach (var client in new[] { DeviceServer.Tv, SignInServer.Native, SignInServer.Peer })
        {
            using var stolen = await Dex.PollAsync(client, device.DeviceCode);
            Assert.Equal((400, "invalid_grant"), await stolen.ReadRefusalAsync());
        }

        using var unnamed = await Dex.PostAsync("/token", [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", device.DeviceCode)]);
        Assert.Equal((401, "invalid_client"), await unnamed.ReadRefusalAsync());
        using var own = await Dex.PollAsync(device);
        Assert.Equal(200, (int)own.StatusCode);
    }

    // The browser's leg has no proof key, so what is overheard there must be worth nothing at the token endpoint.
    [Theory]
    [InlineData("/dex/device/callback")]
    [InlineData("/device/callback")]
    [InlineData("")]
    public async Task The_code_of_the_browsers_leg_is_not_redeemed_at_the_token_endpoint(string redirectUri)
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Native, ("code_challenge", "proof"));
        var code = await CodeAsync(device);

        using var stolen = await Dex.RedeemAsync(SignInServer.Native, code, ("redirect_uri", redirectUri));

        Assert.Equal((400, "invalid_grant"), await stolen.ReadRefusalAsync());
        Assert.Equal("code.for_device", Dex.RefusalOf(stolen).Rule.Id);
        Assert.Equal(200, (await GoAsync($"/device/callback?code={code}&state={device.UserCode}")).Status);
    }

    // The other way round: a code that an application got, in place of the one that the device's person allowed.
    [Fact]
    public async Task A_code_of_the_applications_own_request_does_not_connect_its_device()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web);
        var stolen = (await SignInAsync()).Code;

        AssertPage(await GoAsync($"/device/callback?code={stolen}&state={device.UserCode}"), 400, "device.code_of_another");

        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, stolen);
        Assert.Equal(200, (int)redeemed.StatusCode);
    }

    // Section 5.2: a code for one device, brought to the device of somebody else.
    [Fact]
    public async Task A_code_for_the_attackers_device_does_not_connect_the_victims()
    {
        var mine = await Dex.AskDeviceAsync();
        var theirs = await Dex.AskDeviceAsync();

        AssertPage(await GoAsync($"/device/callback?code={await CodeAsync(mine)}&state={theirs.UserCode}"), 400, "device.code_of_another");
        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(theirs));
    }

    [Fact]
    public async Task Nothing_of_a_device_stands_in_the_log_or_in_the_records()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web, ("scope", "openid email"));
        var code = await CodeAsync(device);
        await GoAsync($"/device/callback?code={code}&state={device.UserCode}");
        using var stolen = await Dex.PollAsync(DeviceServer.Tv, device.DeviceCode);
        using var answer = await Dex.PollAsync(device, ("code_verifier", "a-secret-verifier"));
        using var tokens = await Dex.PollAsync(device);
        var wrong = await GoAsync("/device");
        await wrong.PressAsync("Continue", ("user_code", "BBBB-ZZZZ"));
        var late = await Dex.AskDeviceAsync();
        await GoAsync($"/device/callback?error=access_denied&state={late.UserCode}");
        using var denied = await Dex.PollAsync(late);

        var told = Dex.Log.Text + string.Concat(Dex.Refusals.Latest(1000));
        Assert.Equal(200, (int)tokens.StatusCode);
        Assert.All(
            new[]
            {
                device.DeviceCode, device.UserCode, DeviceRequest.HashOf(device.DeviceCode), code, late.DeviceCode, late.UserCode, "BBBB-ZZZZ",
                "a-secret-verifier", (await tokens.ReadJsonAsync()).GetProperty("access_token").GetString()!,
            },
            secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
        Assert.DoesNotContain(device.DeviceCode, (await Dex.Services.GetRequiredService<IDeviceRequestStore>().FindByUserCodeAsync(device.UserCode, Ct))!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/device?user_code=%ff%00&invalid=%ff")]
    [InlineData("/device/callback?error=%00%ff&state=%ff")]
    [InlineData("/device/callback?code=%00&state=%00")]
    [InlineData("/device/callback?code=a;b&state=c")]
    [InlineData("/auth/mock?client_id=tv&redirect_uri=%2Fdex%2Fdevice%2Fcallback&response_type=code&scope=openid&state=%00%ff")]
    public async Task Nonsense_is_answered_as_nonsense(string target)
    {
        var browser = await OpenAsync(target);

        Assert.InRange(browser.Status, 200, 499);
        Assert.Null(browser.Location);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\uD83D")]
    [InlineData("BCDF-GHJK'; DROP TABLE dex_device_requests; --")]
    public async Task Codes_of_nonsense_are_wrong_codes(string nonsense)
    {
        using var checkedCode = await Dex.PostAsync("/device/auth/verify_code", [("user_code", nonsense)]);
        using var polled = await Dex.PollAsync(DeviceServer.Tv, nonsense);
        using var scoped = await Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv), ("scope", nonsense), ("code_challenge", nonsense)]);

        Assert.Equal((400, 400, 200), ((int)checkedCode.StatusCode, (int)polled.StatusCode, (int)scoped.StatusCode));
    }
}
