using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Opening;
using Dex.Tests.Provisioning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private DatabaseSettings Settings => new() { Kind = DatabaseKind.Sqlite, File = _folder.File("deep/er/dex.db") };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("client", "auth_request", "auth_code", "migrations")]
    [InlineData("oauth2clients", "auth_requests", "keys", "passwords")]
    public async Task A_database_of_dex_itself_is_refused_and_left_alone(params string[] tables)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Settings.File)!);
        await ExecuteAsync(string.Concat(tables.Select(table => $"CREATE TABLE {table} (id TEXT);")));

        var refused = await Assert.ThrowsAsync<StorageOpeningException>(() => StorageNode.OpenAsync(Settings, ct: Ct));

        Assert.Contains("import", refused.Message, StringComparison.Ordinal);
        Assert.Equal((long)tables.Length, await ScalarAsync("SELECT count(*) FROM sqlite_master WHERE type = 'table'"));
    }

    [Fact]
    public async Task Nodes_that_start_together_migrate_once()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StorageNode.OpenAsync(Settings, ct: Ct), Ct)));

        Assert.Equal((3L, 3L), (await ScalarAsync("SELECT count(*) FROM __EFMigrationsHistory"), await ScalarAsync("SELECT count(DISTINCT MigrationId) FROM __EFMigrationsHistory")));
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_file_of_the_database_and_those_beside_it_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var node = await StorageNode.OpenAsync(Settings, ct: Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);

        var files = Directory.GetFiles(Path.GetDirectoryName(Settings.File)!, "dex.db*");
        Assert.Contains(Settings.File + "-wal", files);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_behind_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Settings.File)!);
        await ExecuteAsync("CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL);" +
            "INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');");
        await using var node = StorageNode.Prepare(Settings);
        var migrator = node.Get<DatabaseMigrator>();
        migrator.TimeLimit = TimeSpan.FromMilliseconds(300);

        var refused = await Assert.ThrowsAsync<StorageOpeningException>(() => migrator.MigrateAsync(Ct));

        Assert.Contains("DELETE FROM \"__EFMigrationsLock\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_as_storage_that_does_not_answer()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Settings.File)!);
        await File.WriteAllTextAsync(Settings.File, new string('x', 5000), Ct);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => StorageNode.OpenAsync(Settings, ct: Ct));
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_told_as_storage_that_does_not_answer()
    {
        var settings = new DatabaseSettings { Kind = DatabaseKind.PostgreSql, Host = $"127.0.0.1:{FreePort.Next()}", Database = "dex", User = "dex", TlsMode = "disable" };

        await Assert.ThrowsAsync<StorageUnavailableException>(() => StorageNode.OpenAsync(settings, ct: Ct));
    }

    [Fact]
    public async Task Every_connection_to_a_file_has_its_settings()
    {
        await using var node = await StorageNode.OpenAsync(Settings, ct: Ct);
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);

        Assert.Equal("wal", (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync(Ct))[0]);
        Assert.Equal(1, (await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").ToListAsync(Ct))[0]);
        Assert.Equal(1, (await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync(Ct))[0]);
    }

    [Fact]
    public async Task Two_databases_in_memory_are_two()
    {
        await using var here = await StorageNode.OpenAsync(new DatabaseSettings { Kind = DatabaseKind.Memory }, ct: Ct);
        await using var there = await StorageNode.OpenAsync(new DatabaseSettings { Kind = DatabaseKind.Sqlite, File = ":memory:" }, ct: Ct);

        await here.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);

        Assert.Equal(1, await here.Get<IClientStore>().CountAsync(Ct));
        Assert.Equal(0, await there.Get<IClientStore>().CountAsync(Ct));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Settings.File}");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Settings.File}");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Ct);
    }
}
