using Dex.Domain.Devices;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A device, or a person at one of its pages, for each rule that can refuse them (protocol 5.7 and 7.8).</summary>
internal static class DeviceTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["device.challenge_method_unsupported"] = stage =>
            stage.Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv), ("code_challenge_method", "S512")]),
        ["device.grant_off"] = stage => stage.OnAsync(SignInServer.Settings, () => stage.AnswerAsync("/device")),
        ["user_code.missing"] = stage => CheckAsync(stage, ""),
        ["user_code.unknown"] = stage => CheckAsync(stage, GivenDevice.UserCode),
        ["limit.user_codes"] = stage => stage.OnAsync(
            DeviceServer.Settings with { Limits = "deviceCodes: {perAddress: 1}" },
            () => RefusalStage.RepeatedAsync(2, () => CheckAsync(stage, GivenDevice.UserCode))),
        ["device.sign_in_ended"] = async stage =>
            await stage.AnswerAsync($"/device/callback?error=access_denied&state={(await stage.Dex.AskDeviceAsync()).UserCode}"),
        ["device.callback_incomplete"] = stage => stage.AnswerAsync("/device/callback"),
        ["device.code_unknown"] = stage => stage.AnswerAsync("/device/callback?code=x&state=x"),
        ["device.request_gone"] = async stage =>
        {
            await stage.Dex.AddCodeAsync("of-no-device", code => code);
            return await stage.AnswerAsync($"/device/callback?code=of-no-device&state={GivenDevice.UserCode}");
        },
        ["device.code_of_another"] = async stage =>
        {
            await stage.Dex.AddCodeAsync("of-the-shop", code => code);
            return await CallbackAsync(stage, await stage.Dex.AskDeviceAsync(SignInServer.Web), "of-the-shop");
        },
        ["device.client_gone"] = async stage =>
        {
            var client = await stage.Dex.AddWebAppAsync("passing-box");
            var device = await stage.Dex.AskDeviceAsync(client.Id);
            await AddCodeAsync(stage, device, "of-a-passing-box");
            await stage.Dex.ChangeAsync(client, current => current with { Enabled = false });
            return await CallbackAsync(stage, device, "of-a-passing-box");
        },
        ["device.answered"] = async stage =>
        {
            var device = await ApprovedAsync(stage, approval => approval);
            return await stage.AnswerAsync("/auth/mock" + device.Query());
        },
        ["device_code.missing"] = stage => stage.Dex.PollAsync(DeviceServer.Tv, ""),
        ["device_code.unknown"] = stage => stage.Dex.PollAsync(DeviceServer.Tv, "x"),
        ["device_code.other_client"] = async stage =>
            await stage.Dex.PollAsync(SignInServer.Web, (await stage.Dex.AskDeviceAsync()).DeviceCode),
        ["device_code.expired"] = async stage =>
        {
            await Store(stage).AddAsync(
                GivenDevice.Request("XZWV-TSRQ", "of yesterday") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) }, Ct);
            return await stage.Dex.PollAsync(DeviceServer.Tv, "of yesterday");
        },
        ["device_code.slow_down"] = async stage =>
        {
            var device = await stage.Dex.AskDeviceAsync();
            return await RefusalStage.RepeatedAsync(2, () => stage.Dex.PollAsync(device));
        },
        ["device_code.pending"] = async stage => await stage.Dex.PollAsync(await stage.Dex.AskDeviceAsync()),
        ["device_code.denied"] = async stage =>
        {
            var device = await stage.Dex.AskDeviceAsync();
            await stage.Dex.DenyAsync(device);
            return await stage.Dex.PollAsync(device);
        },
        ["device_code.connector_unavailable"] = async stage =>
            await stage.Dex.PollAsync(await ApprovedAsync(stage, approval => approval with { ConnectorId = "gone" })),
        ["device_code.redeemed"] = async stage =>
        {
            var device = await ApprovedAsync(stage, approval => approval);
            return await RefusalStage.RepeatedAsync(2, () => stage.Dex.PollAsync(device));
        },
        ["code.for_device"] = async stage =>
        {
            await AddCodeAsync(stage, await stage.Dex.AskDeviceAsync(SignInServer.Web), "on-its-way-to-a-device");
            return await stage.Dex.RedeemAsync(SignInServer.Web, "on-its-way-to-a-device", ("redirect_uri", GivenDevice.Callback));
        },
    };

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static IDeviceRequestStore Store(RefusalStage stage) => stage.Dex.Services.GetRequiredService<IDeviceRequestStore>();

    private static Task<HttpResponseMessage> CheckAsync(RefusalStage stage, string userCode) =>
        stage.Dex.PostAsync("/device/auth/verify_code", [("user_code", userCode)]);

    private static Task<HttpResponseMessage> CallbackAsync(RefusalStage stage, AskedDevice device, string code) =>
        stage.AnswerAsync($"/device/callback?code={code}&state={device.UserCode}");

    private static Task AddCodeAsync(RefusalStage stage, AskedDevice device, string code) => stage.Dex.AddCodeAsync(
        code, stored => stored with { ClientId = device.Client, RedirectUri = GivenDevice.Callback, UserCode = device.UserCode });

    private static async Task<AskedDevice> ApprovedAsync(RefusalStage stage, Func<DeviceApproval, DeviceApproval> change)
    {
        var device = await stage.Dex.AskDeviceAsync();
        var approval = change(GivenDevice.Approval with { ConnectorId = SignInServer.Mock, Scopes = ["openid"] });
        Xunit.Assert.True(await Store(stage).TryApproveAsync(device.UserCode, approval, Ct));
        return device;
    }
}
