using Dex.Infrastructure.Persistence;
using Dex.Tests.Provisioning;
using Microsoft.Data.Sqlite;

namespace Dex.Tests.Unit.Persistence;

/// <summary>A new, empty database for one test.</summary>
internal sealed class TestDatabase(DatabaseSettings settings, IDisposable? folder = null) : IDisposable
{
    public DatabaseSettings Settings { get; } = settings;

    public static TestDatabase Memory() => new(new DatabaseSettings { Kind = DatabaseKind.Memory });

    public static TestDatabase SqliteFile()
    {
        var folder = new TemporaryFolder();
        return new TestDatabase(new DatabaseSettings { Kind = DatabaseKind.Sqlite, File = folder.File("dex.db") }, folder);
    }

    public void Dispose()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            folder.Dispose();
        }
    }
}
