using System.Collections.Immutable;

namespace Dex.Domain.Administration;

/// <summary>The database as administrators and health checks see it.</summary>
public interface IStorageStatus
{
    /// <summary>Which database, for people; never a password.</summary>
    string Description { get; }

    /// <summary>True when several nodes can share it.</summary>
    bool IsShared { get; }

    /// <summary>What start-up found wanting; empty: nothing.</summary>
    ImmutableArray<StorageFinding> Findings { get; }

    /// <summary>Writes something that nobody sees, so that a full or read-only store shows as unhealthy.</summary>
    /// <exception cref="Protocol.StorageUnavailableException">It does not answer or does not write.</exception>
    Task CheckAsync(CancellationToken ct);
}

/// <summary>Something about storage that works and should still be mended.</summary>
/// <param name="Code">Stable, such as <c>storage_unencrypted</c>.</param>
/// <param name="Remedy">What to do, one sentence.</param>
public sealed record StorageFinding(string Code, string Message, string Remedy);
