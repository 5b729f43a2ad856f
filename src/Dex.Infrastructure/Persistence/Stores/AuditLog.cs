using Dex.Domain.Audit;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The audit entries, oldest numbers first, never changed and never deleted.</summary>
public sealed class AuditLog(StoreAccess access) : IAuditLog
{
    public async Task AppendAsync(AuditEntry entry, CancellationToken ct) =>
        await access.WriteAsync(
            (db, _) =>
            {
                db.AddAudit(entry);
                return Task.FromResult(true);
            },
            ct);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string subjectType, string subjectId, int count, CancellationToken ct)
    {
        var subject = AuditRows.SubjectOf(subjectId);
        return access.ReadAsync<IReadOnlyList<AuditEntry>>(
            async (db, token) => await db.AuditEntries.AsNoTracking()
                .Where(entry => entry.SubjectType == subjectType && entry.SubjectId == subject)
                .OrderByDescending(entry => entry.Id)
                .Take(count)
                .ToListAsync(token),
            ct);
    }
}

/// <summary>How entries become rows.</summary>
internal static class AuditRows
{
    /// <summary>Adds the entry to what the transaction saves. It must not make the change fail that it tells of, so its texts are made to fit.</summary>
    public static void AddAudit(this DexDbContext db, AuditEntry entry) => db.AuditEntries.Add(entry with
    {
        Id = 0,
        Actor = KeyText.Bounded(entry.Actor, KeyLengths.Email),
        SubjectId = SubjectOf(entry.SubjectId),
    });

    /// <summary>User ids such as LDAP's names are longer than a key may be; those end in a hash.</summary>
    public static string SubjectOf(string subjectId) => KeyText.Bounded(subjectId, KeyLengths.SubjectId);
}
