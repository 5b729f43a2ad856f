using System.Collections.Immutable;
using Dex.Domain.Audit;

namespace Dex.Domain.Identities;

/// <summary>Takes many consents back in one transaction, so that the record tells exactly what went.</summary>
public interface IConsentRevocation
{
    /// <summary>Takes back all consents of one person.</summary>
    /// <param name="entryFor">The record of the consents that are taken back; asked only when there are some.</param>
    /// <returns>How many there were.</returns>
    Task<int> RevokeOfAsync(string connectorId, string userId, Func<ImmutableArray<Consent>, AuditEntry> entryFor, CancellationToken ct);

    /// <summary>Takes back everybody's consent to one client.</summary>
    /// <param name="entryFor">The record for so many people; asked only when there are some.</param>
    /// <returns>How many there were.</returns>
    Task<int> RevokeGivenToAsync(string clientId, Func<int, AuditEntry> entryFor, CancellationToken ct);
}
