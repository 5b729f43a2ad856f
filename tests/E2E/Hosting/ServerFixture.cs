namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// The one server that all journeys share, unless a journey starts its own: deployed when <c>DEX_E2E_BASE_URL</c> is set,
/// else a process with sample data. It starts when first asked for.
/// </summary>
public sealed class ServerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<IServerUnderTest>> _server = new(FindOrStartAsync);

    private bool IsRunning => _server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    public Task<IServerUnderTest> SharedAsync() => _server.Value;

    /// <summary>Whether this is the shared server, which no journey may end.</summary>
    public bool Shares(IServerUnderTest server) => IsRunning && ReferenceEquals(_server.Value.Result, server);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    private static async Task<IServerUnderTest> FindOrStartAsync() =>
        DeployedServer.Address is { } address ? await DeployedServer.FindAsync(address) : await DexProcess.StartAsync();
}
