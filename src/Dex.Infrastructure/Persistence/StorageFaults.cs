using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dex.Infrastructure.Persistence;

/// <summary>What an exception of a database driver means. The one place that knows the drivers' codes.</summary>
internal static class StorageFaults
{
    private const int SqliteConstraint = 19;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    // Primary key and unique constraint.
    private static readonly int[] SqliteDuplicates = [1555, 2067];

    // Permission, disk full, not a database, cannot open, read-only, I/O error, corrupt.
    private static readonly int[] SqliteUnavailable = [3, 8, 10, 11, 13, 14, 26];

    // Duplicate key in a constraint or an index; deadlock victim, snapshot conflict.
    private static readonly int[] SqlServerDuplicates = [2601, 2627];
    private static readonly int[] SqlServerConflicts = [1205, 3960];

    // Time-out, network, log-in, database offline or missing, too busy.
    private static readonly int[] SqlServerUnavailable =
        [-2, -1, 2, 20, 53, 64, 121, 233, 258, 921, 922, 924, 927, 942, 945, 976, 983, 4060, 4221, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 18401, 18456, 40197, 40501, 40613];

    /// <summary>The row is there already.</summary>
    public static bool IsDuplicate(Exception exception) => Driver(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint && SqliteDuplicates.Contains(sqlite.SqliteExtendedErrorCode),
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException sqlServer => SqlServerDuplicates.Contains(sqlServer.Number),
        _ => false,
    };

    /// <summary>Somebody else's transaction stood in the way; the same again may succeed.</summary>
    public static bool IsConflict(Exception exception) => exception is ConcurrentChangeException || Driver(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqlException sqlServer => SqlServerConflicts.Contains(sqlServer.Number),
        _ => false,
    };

    /// <summary>The database does not answer, or not as one that works.</summary>
    public static bool IsUnavailable(Exception exception) => Driver(exception) switch
    {
        SqliteException sqlite => SqliteUnavailable.Contains(sqlite.SqliteErrorCode),
        PostgresException postgres => IsUnavailable(postgres.SqlState),
        NpgsqlException => true,
        SqlException sqlServer => sqlServer.Class >= 20 || SqlServerUnavailable.Contains(sqlServer.Number),
        _ => Chain(exception).Any(inner => inner is SocketException or TimeoutException),
    };

    /// <summary>Drops pooled connections after one of them proved dead, so that the others do not fail one by one when the server is back.</summary>
    public static void ForgetConnections(Exception exception)
    {
        if (Driver(exception) is NpgsqlException)
        {
            NpgsqlConnection.ClearAllPools();
        }
    }

    // Connection, authorisation, no such database, resources, operator, system: the classes that say nothing about the statement.
    private static bool IsUnavailable(string state) => state.Length == 5 && state[..2] is "08" or "28" or "3D" or "53" or "57" or "58";

    private static DbException? Driver(Exception exception) => Chain(exception).OfType<DbException>().FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            yield return inner;
        }
    }
}

/// <summary>Somebody else's transaction wrote what this one was about to write; the same again finds it there. Ends the transaction, and it is tried anew.</summary>
internal sealed class ConcurrentChangeException(string message) : Exception(message);
