using Dex.Domain.Devices;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>Protocol 7.8, the second half: the browser comes back from signing in, and the device learns how it went.</summary>
public sealed class DeviceCallbackTests(SignInServer shared, DeviceServer devices) : DeviceTest(shared, devices)
{
    [Theory]
    [InlineData(DeviceServer.Tv, "The television")]
    [InlineData(SignInServer.Web, "Web shop")]
    public async Task A_person_allows_it_and_the_device_gets_its_tokens(string client, string name)
    {
        var device = await Dex.AskDeviceAsync(client, ("scope", "openid email"));
        Assert.Equal((400, "authorization_pending"), await Dex.PollRefusalAsync(device));

        var browser = await AllowedAsync(device);
        using var answer = await Dex.PollAsync(device);

        Assert.Equal($"Device connected {name} goes on by itself within a few seconds. You can close this window.", WordsOf(browser));
        var tokens = await answer.ReadJsonAsync();
        Assert.Equal(["access_token", "token_type", "expires_in", "id_token"], tokens.Names());
        Assert.Equal(
            (200, "application/json", "no-store", "no-cache"),
            ((int)answer.StatusCode, answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
        var claims = Answers.PayloadOf(tokens.GetProperty("id_token").GetString()!);
        Assert.Equal((client, "kilgore@kilgore.trout"), (claims.GetProperty("aud").GetString(), claims.GetProperty("email").GetString()));
        Assert.Equal((400, "invalid_grant"), await Dex.PollRefusalAsync(device));
    }

    [Fact]
    public async Task A_device_that_may_stay_connected_refreshes_as_any_client_does()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web, ("scope", "openid email offline_access"));
        var asked = await AskedPersonAsync(device);
        Assert.Contains("Stay connected", WordsOf(asked), StringComparison.Ordinal);
        await asked.AllowAsync();

        using var answer = await Dex.PollAsync(device);
        var tokens = await answer.ReadJsonAsync();
        Assert.Equal(["access_token", "token_type", "expires_in", "refresh_token", "id_token"], tokens.Names());
        using var refreshed = await Dex.PostAsync(
            "/token", [("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!)],
            DexServer.Basic(SignInServer.Web, "web-secret"));

        var before = Answers.PayloadOf(tokens.GetProperty("id_token").GetString()!);
        var after = Answers.PayloadOf((await refreshed.ReadJsonAsync()).GetProperty("id_token").GetString()!);
        Assert.Equal((200, before.GetProperty("sub").GetString()), ((int)refreshed.StatusCode, after.GetProperty("sub").GetString()));
    }

    // F-31: the device hears of the no, instead of asking until it is too late.
    [Fact]
    public async Task A_person_says_no_and_the_device_is_told()
    {
        var device = await Dex.AskDeviceAsync();
        var browser = await AskedPersonAsync(device);

        await browser.CancelAsync();

        Assert.Equal((400, "device.sign_in_ended"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.StartsWith("Device not connected You did not allow it, so The television gets nothing of yours.", WordsOf(browser), StringComparison.Ordinal);
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));

        await browser.GoAsync(browser.Address.AbsoluteUri);
        Assert.StartsWith("Device not connected", WordsOf(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_fails_ends_the_waiting_too()
    {
        var device = await Dex.AskDeviceAsync();
        var browser = await OpenAsync($"/auth/{FakeConnectors.Failing}" + device.Query());

        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);

        Assert.Equal((400, "device.sign_in_ended"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.StartsWith("Device not connected The sign-in did not work, so The television gets nothing of yours.", WordsOf(browser), StringComparison.Ordinal);
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));
    }

    [Fact]
    public async Task What_the_device_asked_for_and_nobody_can_have_ends_the_waiting_too()
    {
        var device = await Dex.AskDeviceAsync(DeviceServer.Tv, ("scope", "openid bogus"));

        var browser = await OpenAsync("/auth/mock" + device.Query());

        Assert.Equal("device.sign_in_ended", Dex.RefusalOf(browser.Answer).Rule.Id);
        Assert.StartsWith("invalid_scope", Dex.RefusalOf(browser.Answer).Received, StringComparison.Ordinal);
        Assert.Equal((400, "access_denied"), await Dex.PollRefusalAsync(device));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?state=BCDF-GHJK")]
    [InlineData("?code=&state=BCDF-GHJK")]
    [InlineData("?code=x&state=&error=")]
    public async Task An_address_without_a_code_or_a_device_is_incomplete(string query) =>
        AssertPage(await GoAsync("/device/callback" + query), 400, "device.callback_incomplete");

    [Fact]
    public async Task An_error_for_no_device_ends_nothing() =>
        AssertPage(await GoAsync("/device/callback?error=access_denied&error_description=x&state=BCDF-GHJK&code=x"), 400, "device.request_gone");

    [Fact]
    public async Task A_code_that_nobody_got_or_that_expired_says_nothing_of_the_device()
    {
        var device = await Dex.AskDeviceAsync();
        await Dex.AddCodeAsync("of-yesterday", code => code with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });

        AssertPage(await GoAsync($"/device/callback?code=invented&state={device.UserCode}"), 400, "device.code_unknown");
        AssertPage(await GoAsync("/device/callback?code=invented&state=BCDF-GHJK"), 400, "device.code_unknown");
        AssertPage(await GoAsync($"/device/callback?code=of-yesterday&state={device.UserCode}"), 400, "device.code_unknown");
        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(device));
    }

    [Theory]
    [InlineData("BCDF-GHJK")]
    [InlineData("nonsense")]
    public async Task A_code_for_a_device_that_waits_no_more_is_not_spent(string state)
    {
        var device = await Dex.AskDeviceAsync();
        var code = await CodeAsync(device);

        AssertPage(await GoAsync($"/device/callback?code={code}&state={state}"), 400, "device.request_gone");

        var browser = await GoAsync($"/device/callback?code={code}&state={device.UserCode}");
        Assert.Equal(200, browser.Status);
    }

    [Fact]
    public async Task A_code_of_another_client_of_another_address_or_of_another_device_is_none_for_this_one()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web);
        var neighbour = await Dex.AskDeviceAsync(SignInServer.Web);
        await Dex.AddCodeAsync("of-the-shop", code => code with { UserCode = device.UserCode });
        await Dex.AddCodeAsync("by-its-query", code => code with { RedirectUri = "https://web.example.com/?x=/device/callback" });
        await Dex.AddCodeAsync("of-another-client", code => code with { ClientId = DeviceServer.Tv, RedirectUri = "/dex/device/callback", UserCode = device.UserCode });
        foreach (var code in new[] { await CodeAsync(neighbour), "of-the-shop", "by-its-query", "of-another-client" })
        {
            AssertPage(await GoAsync($"/device/callback?code={code}&state={device.UserCode}"), 400, "device.code_of_another");
        }

        Assert.Equal(DeviceStatus.Pending, await Dex.StatusAsync(device));
    }

    // F-53: a person is shown a page.
    [Fact]
    public async Task A_client_that_is_disabled_narrowed_or_gone_is_told_to_the_person_by_a_page()
    {
        foreach (var ending in new Func<Dex.Domain.Clients.Client, Task>[]
        {
            client => Dex.ChangeAsync(client, current => current with { Enabled = false }),
            client => Dex.ChangeAsync(client, current => current with { AllowedGrantTypes = ["authorization_code"] }),
            client => Dex.RemoveAsync(client),
        })
        {
            var client = await Dex.AddWebAppAsync($"box-{Guid.NewGuid()}");
            var device = await Dex.AskDeviceAsync(client.Id);
            var code = await CodeAsync(device);
            await ending(client);

            var browser = await GoAsync($"/device/callback?code={code}&state={device.UserCode}");

            // What a client that is gone was asked for is gone with it.
            var isGone = await Dex.StatusAsync(device) is null;
            AssertPage(browser, isGone ? 400 : 401, isGone ? "device.request_gone" : "device.client_gone");
        }
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var device = await Dex.AskDeviceAsync();
        var target = $"/device/callback?code={await CodeAsync(device)}&state={device.UserCode}";

        Assert.Equal(200, (await GoAsync(target)).Status);
        AssertPage(await GoAsync(target), 400, "device.code_unknown");
        Assert.Equal(DeviceStatus.Approved, await Dex.StatusAsync(device));
    }

    [Fact]
    public async Task Who_comes_second_to_a_device_changes_nothing_and_has_spent_the_code()
    {
        var device = await Dex.AskDeviceAsync();
        var first = await CodeAsync(device);
        var second = await CodeAsync(device);
        Assert.Equal(200, (await GoAsync($"/device/callback?code={first}&state={device.UserCode}")).Status);

        AssertPage(await GoAsync($"/device/callback?code={second}&state={device.UserCode}"), 400, "device.answered");
        AssertPage(await GoAsync($"/device/callback?code={second}&state={device.UserCode}"), 400, "device.code_unknown");
        AssertPage(await GoAsync($"/device/callback?error=access_denied&state={device.UserCode}"), 400, "device.answered");
        using var tokens = await Dex.PollAsync(device);
        Assert.Equal(200, (int)tokens.StatusCode);
    }

    [Fact]
    public async Task What_the_connector_keeps_waits_sealed_and_goes_when_the_device_has_come()
    {
        var device = await Dex.AskDeviceAsync(SignInServer.Web);
        var browser = await OpenAsync($"/auth/{FakeConnectors.Watching}" + device.Query());
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        await browser.AllowAsync();
        var store = Dex.Services.GetRequiredService<IDeviceRequestStore>();

        var waiting = (await store.FindByUserCodeAsync(device.UserCode, Ct))!;
        using var tokens = await Dex.PollAsync(device);
        var fetched = (await store.FindByUserCodeAsync(device.UserCode, Ct))!;

        Assert.Equal(("data of the sign-in", null), (waiting.Approval?.ConnectorData, fetched.Approval?.ConnectorData));
        Assert.Equal((200, DeviceStatus.Redeemed), ((int)tokens.StatusCode, fetched.Status));
    }
}
