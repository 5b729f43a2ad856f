namespace Dex.Domain.Audit;

/// <summary>The record of administrative changes. Changes to stored things write their entry in their own transaction; this is the rest.</summary>
public interface IAuditLog
{
    /// <summary>Records an act that changes nothing stored, such as a trial request or a sign-in.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken ct);

    /// <summary>The newest entries of one subject, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(string subjectType, string subjectId, int count, CancellationToken ct);
}
