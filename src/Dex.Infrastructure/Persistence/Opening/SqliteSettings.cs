using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>
/// What SQLite forgets with each connection. A write-ahead log lets readers go on beside the writer; with <c>NORMAL</c> a killed
/// process loses nothing that was committed, and a power cut the last moments at most.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
