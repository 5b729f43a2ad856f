using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>The sign-in server with every grant on and the upstreams of <see cref="FakeConnectors"/>, for the tests of one class.</summary>
public sealed class GrantServer : IAsyncLifetime
{
    /// <summary>The section <c>oauth2</c> of a file with every grant, passwords by the given connector.</summary>
    internal static DexServerSettings Through(string passwordConnector) => SignInServer.WithFakes with
    {
        OAuth2 = $$"""
            grantTypes: [authorization_code, implicit, client_credentials, password, refresh_token, "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange"]
            responseTypes: [code, id_token, token]
            passwordConnector: {{passwordConnector}}
            """,
    };

    internal static DexServerSettings Settings { get; } = Through(SignInServer.Pass);

    internal DexServer Dex { get; private set; } = null!;

    internal FakeConnectors Connectors => Dex.Services.GetRequiredService<FakeConnectors>();

    public async ValueTask InitializeAsync() => Dex = await DexServer.StartAsync(Settings);

    public ValueTask DisposeAsync() => Dex.DisposeAsync();
}
