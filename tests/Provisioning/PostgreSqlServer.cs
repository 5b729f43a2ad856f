using System.Globalization;
using Npgsql;

namespace Dex.Tests.Provisioning;

/// <summary>
/// A PostgreSQL server of the suite's own: loopback, a free port, a temporary folder, no durability. It runs as a direct
/// child, so that it ends with the test run, however that ends.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _server;
    private readonly int _port;
    private int _databases;

    private PostgreSqlServer(TemporaryFolder folder, ChildProcess server, int port)
    {
        _folder = folder;
        _server = server;
        _port = port;
    }

    /// <summary>What the server has logged so far.</summary>
    public string Log => _server.Log;

    public static async Task<PostgreSqlServer> StartAsync(CancellationToken ct = default)
    {
        var tools = await PostgreSqlTools.FolderAsync(ct);
        var folder = new TemporaryFolder();
        try
        {
            await PostgreSqlTools.GiveToServerAccountAsync(folder.Path, ct);
            var (file, arguments) = PostgreSqlTools.AsServerAccount(Path.Combine(tools, "initdb"),
                ["-D", folder.File("data"), "-U", "dex", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            await PostgreSqlTools.RunAsync(file, arguments, ct);
            return await ListenAsync(tools, folder, ct);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Creates an empty database and answers its connection string. The database goes with the server.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"dex_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(ct);
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _server.QuitAsync(TimeSpan.FromSeconds(10));
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<PostgreSqlServer> ListenAsync(string tools, TemporaryFolder folder, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var (file, arguments) = PostgreSqlTools.AsServerAccount(Path.Combine(tools, "postgres"),
            [
                "-D", folder.File("data"), "-p", port.ToString(CultureInfo.InvariantCulture),
                "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder.Path}", "-c", "max_connections=200",
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
            ]);
            var child = ChildProcess.Start(file, arguments, workingFolder: folder.Path, folder: folder.Path);
            var server = new PostgreSqlServer(folder, child, port);
            await Eventually.HoldsAsync(
                async () => child.HasExited || await server.AnswersAsync(ct),
                StartLimit,
                () => $"PostgreSQL did not answer within {StartLimit}. It said:\n{child.Log}",
                ct);
            if (!child.HasExited)
            {
                return server;
            }

            var log = child.Log;
            await child.DisposeAsync();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"PostgreSQL ended at its start, {Attempts} times. The last time it said:\n{log}");
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=dex;Database={database};Timeout=15");
}
