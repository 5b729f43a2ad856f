using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>Recognises a database of dex's own, which is imported and never written to.</summary>
internal static class ForeignDatabase
{
    private const string SqliteTables = "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'";
    private const string ServerTables = "SELECT table_name AS \"Value\" FROM information_schema.tables WHERE table_schema = {0}";

    /// <summary>The tables of dex's two layouts that no other program is likely to have together.</summary>
    private static readonly string[][] Signs = [["client", "migrations", "auth_request"], ["oauth2clients", "auth_requests"]];

    public static async Task RefuseAsync(DexDbContext db, CancellationToken ct)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(ct))
        {
            return;
        }

        var tables = (await TablesAsync(db, ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Signs.Any(tables.IsSupersetOf))
        {
            throw new StorageOpeningException(
                "This database belongs to dex itself, whose tables are laid out in another way. It is left as it is. " +
                "Configure an empty database here and take the old one over with the command import.");
        }
    }

    private static Task<List<string>> TablesAsync(DexDbContext db, CancellationToken ct) =>
        db.Database.IsSqlite()
            ? db.Database.SqlQueryRaw<string>(SqliteTables).ToListAsync(ct)
            : db.Database.SqlQueryRaw<string>(ServerTables, db.Database.IsNpgsql() ? "public" : "dbo").ToListAsync(ct);

    private static T GetService<T>(this DexDbContext db)
        where T : notnull => ((Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<IServiceProvider>)db).Instance.GetRequiredService<T>();
}
