namespace Dex.Domain.Policies;

/// <summary>Where the settings in force are read. A save elsewhere shows here within a second, one on this node at once.</summary>
public interface IServerPolicySource
{
    /// <summary>Never null once the server has started; cheap enough for every request.</summary>
    ServerPolicy Current { get; }

    /// <summary>Raised after <see cref="Current"/> has changed, on any thread.</summary>
    event Action? Changed;
}

/// <summary>The one row of console settings.</summary>
public interface IConsoleSettingsStore
{
    Task<ConsoleSettings> LoadAsync(CancellationToken ct);

    /// <summary>
    /// Stores the settings as version <c>settings.Version + 1</c> together with the audit entry, or returns null when the stored version is
    /// no longer <c>settings.Version</c>. The new version is announced to every node.
    /// </summary>
    Task<ConsoleSettings?> SaveAsync(ConsoleSettings settings, Audit.AuditEntry entry, CancellationToken ct);
}
