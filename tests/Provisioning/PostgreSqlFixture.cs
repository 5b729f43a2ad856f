namespace Dex.Tests.Provisioning;

/// <summary>
/// One PostgreSQL server for a whole test assembly, started by the first test that asks for a database and stopped at
/// the end. Take it as a constructor parameter.
/// </summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(() => PostgreSqlServer.StartAsync());

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct = default) =>
        await (await _server.Value).CreateDatabaseAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
