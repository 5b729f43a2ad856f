using Microsoft.Data.Sqlite;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Changes a server's SQLite file behind its back, as another node or an operator would.</summary>
public static class Sqlite
{
    /// <summary>Runs one statement; the number of rows it changed.</summary>
    public static async Task<int> ExecuteAsync(string file, string statement, CancellationToken ct)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements, and the server's own file.
        command.CommandText = statement;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(ct);
    }
}
