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
    private readonly string _tools;
    private readonly int _port;
    private ChildProcess _server;
    private int _databases;

    private PostgreSqlServer(string tools, TemporaryFolder folder, ChildProcess server, int port)
    {
        _tools = tools;
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

    /// <summary>Ends the server at once, as a crash would; its databases stay.</summary>
    public async Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _server.QuitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, on the same port with the same databases.</summary>
    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        await _server.DisposeAsync();
        _server = Launch(_tools, _folder, _port);
        await BecomeReadyAsync(ct);
        if (_server.HasExited)
        {
            throw new InvalidOperationException($"PostgreSQL did not start again. It said:\n{_server.Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<PostgreSqlServer> ListenAsync(string tools, TemporaryFolder folder, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var child = Launch(tools, folder, port);
            var server = new PostgreSqlServer(tools, folder, child, port);
            await server.BecomeReadyAsync(ct);
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

    private static ChildProcess Launch(string tools, TemporaryFolder folder, int port)
    {
        var (file, arguments) = PostgreSqlTools.AsServerAccount(Path.Combine(tools, "postgres"),
        [
            "-D", folder.File("data"), "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder.Path}", "-c", "max_connections=200",
            "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
        ]);
        return ChildProcess.Start(file, arguments, workingFolder: folder.Path, folder: folder.Path);
    }

    private Task BecomeReadyAsync(CancellationToken ct) => Eventually.HoldsAsync(
        async () => _server.HasExited || await AnswersAsync(ct),
        StartLimit,
        () => $"PostgreSQL did not answer within {StartLimit}. It said:\n{_server.Log}",
        ct);

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
