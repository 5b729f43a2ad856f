namespace Dex.Domain.Policies;

/// <summary>What the storage check last found. It writes and deletes a row every fifteen seconds, so a full or read-only store shows.</summary>
public interface IStorageHealth
{
    /// <summary>True until the first check has run.</summary>
    bool IsHealthy { get; }

    /// <summary>When the last check ended; null before the first.</summary>
    DateTimeOffset? CheckedAt { get; }
}
