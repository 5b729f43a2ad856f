using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>
/// What SQLite forgets with each connection. A write-ahead log lets readers go on beside the writer; with <c>NORMAL</c> a killed
/// process loses nothing that was committed, and a power cut the last moments at most.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Every = "PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

    private readonly string _pragmas;

    private SqliteSettings(string pragmas) => _pragmas = pragmas;

    public static SqliteSettings File { get; } = new(Every + " PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");

    /// <summary>A database in memory has no log, and would wait for its other connections before it said so.</summary>
    public static SqliteSettings Memory { get; } = new(Every);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = _pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = _pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
