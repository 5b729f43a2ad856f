using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;

namespace Dex.Domain.Keys;

/// <summary>The key ring in force on this node.</summary>
public interface IKeyRingSource
{
    KeyRing Current { get; }

    /// <summary>Raised after a rotation on any node, on any thread.</summary>
    event Action? Changed;
}

/// <summary>The stored ring. Private halves are encrypted at rest.</summary>
public interface IKeyRingStore
{
    /// <summary>An empty ring (version zero) on a fresh database.</summary>
    Task<KeyRing> LoadAsync(CancellationToken ct);

    /// <summary>Stores the ring when the stored version is <c>ring.Version - 1</c>; false when another node was faster.</summary>
    Task<bool> TryReplaceAsync(KeyRing ring, AuditEntry? entry, CancellationToken ct);
}

/// <summary>Rotation on demand, for administrators.</summary>
public interface IKeyAdministration
{
    Task<Saved<KeyRing>> RotateNowAsync(Administrator actor, CancellationToken ct);
}
