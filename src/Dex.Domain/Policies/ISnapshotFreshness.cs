namespace Dex.Domain.Policies;

/// <summary>Keeps cached settings, clients and keys no more than a second behind a change on another node.</summary>
public interface ISnapshotFreshness
{
    /// <summary>Returns at once while the database confirmed the caches within the last second; otherwise asks it.</summary>
    /// <exception cref="Protocol.StorageUnavailableException">It does not answer, so that a disabled client could still seem enabled.</exception>
    ValueTask EnsureAsync(CancellationToken ct);
}
