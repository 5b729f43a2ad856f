using Dex.Tests.Unit.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(StandardServer))]

namespace Dex.Tests.Unit.Hosting;

/// <summary>One standard server for all tests that change nothing in it, started by the first that asks.</summary>
public sealed class StandardServer : IAsyncDisposable
{
    private readonly Lazy<Task<DexServer>> _server = new(() => DexServer.StartAsync());

    internal Task<DexServer> GetAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
