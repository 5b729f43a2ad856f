using Dex.Domain.Audit;
using Dex.Domain.Policies;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The row of console settings and the snapshot that follows from it, in memory.</summary>
internal sealed class MemorySettings(ServerPolicy policy) : IConsoleSettingsStore, IServerPolicySource
{
    public event Action? Changed;

    public ServerPolicy Current { get; private set; } = policy;

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>Saves that happened elsewhere and that no snapshot here shows yet.</summary>
    public long SavesElsewhere { get; set; }

    public Task<ConsoleSettings> LoadAsync(CancellationToken ct) => Task.FromResult(Current.Console);

    public Task<ConsoleSettings?> SaveAsync(ConsoleSettings settings, AuditEntry entry, CancellationToken ct)
    {
        if (settings.Version != Current.Console.Version + SavesElsewhere)
        {
            return Task.FromResult<ConsoleSettings?>(null);
        }

        var stored = settings with { Version = settings.Version + 1 };
        Audit.Add(entry);
        Current = Current.With(stored);
        Changed?.Invoke();
        return Task.FromResult<ConsoleSettings?>(stored);
    }
}
