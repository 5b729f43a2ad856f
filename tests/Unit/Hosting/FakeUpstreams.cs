using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A sign-in server with the upstreams of <see cref="FakeConnectors"/>, for the tests of one class.</summary>
public sealed class FakeUpstreams : IAsyncLifetime
{
    internal DexServer Server { get; private set; } = null!;

    internal FakeConnectors Connectors => Server.Services.GetRequiredService<FakeConnectors>();

    public async ValueTask InitializeAsync() => Server = await DexServer.StartAsync(SignInServer.WithFakes);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
