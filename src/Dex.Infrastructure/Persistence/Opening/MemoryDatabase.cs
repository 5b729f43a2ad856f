using Microsoft.Data.Sqlite;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>A database in memory, kept alive by a connection that does nothing else.</summary>
internal sealed class MemoryDatabase : IDisposable
{
    private readonly SqliteConnection _keeper;

    public MemoryDatabase()
    {
        ConnectionString = ConnectionStrings.Memory();
        _keeper = new SqliteConnection(ConnectionString);
        _keeper.Open();
    }

    public string ConnectionString { get; }

    public void Dispose()
    {
        _keeper.Dispose();
        SqliteConnection.ClearPool(_keeper);
    }
}
