using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A sign-in server at which devices ask too, for the tests of one class. The console decides about its grants.</summary>
public sealed class DeviceServer : IAsyncLifetime
{
    /// <summary>A public client that may use device_code alone, without any address.</summary>
    internal const string Tv = "tv";

    internal static DexServerSettings Settings { get; } = SignInServer.WithFakes with
    {
        OAuth2 = "responseTypes: [code, id_token, token]",
        Clients = $$"""
            {{SignInServer.Settings.Clients}}
            - {id: tv, name: The television, public: true, allowedGrantTypes: ["{{Domain.Protocol.GrantTypes.DeviceCode}}"]}
            """,
        Limits = $"{SignInServer.Settings.Limits}\ndeviceCodes: {{perAddress: 100000}}",
    };

    internal DexServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await DexServer.StartAsync(Settings);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
