using Dex.Domain.Devices;
using Dex.Domain.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>What a device does at a server: ask, show a code, and ask again.</summary>
internal static class Devices
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Asks for codes, and gets them.</summary>
    /// <param name="form">Besides the credentials; without a scope the server gives <c>openid</c>.</param>
    public static async Task<AskedDevice> AskDeviceAsync(this DexServer dex, string client = DeviceServer.Tv, params (string Name, string Value)[] form)
    {
        using var answer = await dex.PostAsync("/device/code", [.. form, .. IdOf(client)], HeaderOf(client));
        var body = await answer.ReadJsonAsync();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return new AskedDevice(
            client, body.GetProperty("device_code").GetString()!, body.GetProperty("user_code").GetString()!,
            form.FirstOrDefault(pair => pair.Name == "scope").Value ?? "openid");
    }

    /// <summary>Comes for the tokens.</summary>
    public static Task<HttpResponseMessage> PollAsync(this DexServer dex, AskedDevice device, params (string Name, string Value)[] more) =>
        dex.PollAsync(device.Client, device.DeviceCode, more);

    public static Task<HttpResponseMessage> PollAsync(
        this DexServer dex, string client, string deviceCode, params (string Name, string Value)[] more) => dex.PostAsync(
        "/token", [("grant_type", GrantTypes.DeviceCode), ("device_code", deviceCode), .. more, .. IdOf(client)], HeaderOf(client));

    /// <summary>The status and error of a poll that is expected to fail.</summary>
    public static async Task<(int Status, string Error)> PollRefusalAsync(this DexServer dex, AskedDevice device)
    {
        using var answer = await dex.PollAsync(device);
        return await answer.ReadRefusalAsync();
    }

    public static async Task<DeviceStatus?> StatusAsync(this DexServer dex, AskedDevice device) =>
        (await dex.Services.GetRequiredService<IDeviceRequestStore>().FindByUserCodeAsync(device.UserCode, Ct))?.Status;

    /// <summary>As if the person had said no elsewhere.</summary>
    public static async Task DenyAsync(this DexServer dex, AskedDevice device) =>
        Assert.True(await dex.Services.GetRequiredService<IDeviceRequestStore>().TryDenyAsync(device.UserCode, null, Ct));

    private static (string Name, string Value)[] IdOf(string client) => IsPublic(client) ? [("client_id", client)] : [];

    private static string? HeaderOf(string client) => IsPublic(client) ? null : DexServer.Basic(client, SignInServer.SecretOf(client));

    private static bool IsPublic(string client) => client is DeviceServer.Tv or SignInServer.Native or SignInServer.Spa;
}

/// <summary>A device that has its codes.</summary>
/// <param name="Scope">What it asked for.</param>
internal sealed record AskedDevice(string Client, string DeviceCode, string UserCode, string Scope)
{
    /// <summary>The authorization request that the code check sends the person with, with changes.</summary>
    public string Query(params (string Name, string? Value)[] changes)
    {
        (string Name, string? Value)[] own = [("redirect_uri", "/dex/device/callback"), ("scope", Scope), ("state", UserCode), ("nonce", null)];
        return Parameters.Asking(Client, [.. own.Where(pair => changes.All(change => change.Name != pair.Name)), .. changes]);
    }
}
