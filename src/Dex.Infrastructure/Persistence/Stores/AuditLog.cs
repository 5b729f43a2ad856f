using Dex.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The audit entries, oldest numbers first, never changed and never deleted.</summary>
public sealed class AuditLog(StoreAccess access) : IAuditLog
{
    public async Task AppendAsync(AuditEntry entry, CancellationToken ct) =>
        await access.WriteAsync(
            (db, _) =>
            {
                db.AuditEntries.Add(entry with { Id = 0 });
                return Task.FromResult(true);
            },
            ct);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string subjectType, string subjectId, int count, CancellationToken ct) =>
        access.ReadAsync<IReadOnlyList<AuditEntry>>(
            async (db, token) => await db.AuditEntries.AsNoTracking()
                .Where(entry => entry.SubjectType == subjectType && entry.SubjectId == subjectId)
                .OrderByDescending(entry => entry.Id)
                .Take(count)
                .ToListAsync(token),
            ct);
}
