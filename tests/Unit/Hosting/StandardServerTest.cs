using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A test on the standard server, which it must leave as it found it.</summary>
public abstract class StandardServerTest(StandardServer server) : IAsyncLifetime
{
    private protected DexServer Dex { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Dex = await server.GetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
