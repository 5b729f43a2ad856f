using Dex.Domain.Policies;
using Dex.Infrastructure.Persistence.Stores;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>The settings in force: what start-up fixed, and the console's, followed through the database.</summary>
public sealed class ServerPolicySource : IServerPolicySource, IChangeListener
{
    private readonly FileSettings _file;
    private readonly ServerCapabilities _capabilities;
    private readonly Func<string, string?> _environment;
    private readonly ConsoleSettingsStore _store;
    private readonly Lock _lock = new();
    private ServerPolicy? _current;

    /// <param name="environment">The variables of the process by name; read at every change, so they had better not change.</param>
    public ServerPolicySource(FileSettings file, ServerCapabilities capabilities, Func<string, string?> environment, ConsoleSettingsStore store)
    {
        (_file, _capabilities, _environment, _store) = (file, capabilities, environment, store);
        store.Saved += Accept;
    }

    public event Action? Changed;

    public ServerPolicy Current => _current ?? throw new InvalidOperationException("Storage has not been opened.");

    string IChangeListener.Topic => Topics.Settings;

    async Task IChangeListener.RefreshAsync(IReadOnlyCollection<string>? ids, CancellationToken ct)
    {
        // What was there when the question was put: an answer that a save overtook must not bring the older settings back.
        var before = _current;
        var stored = await _store.LoadAsync(ct);
        Publish(stored, current => ReferenceEquals(current, before) || stored.Version > current!.Console.Version);
    }

    /// <summary>Takes over what this node has just saved.</summary>
    private void Accept(ConsoleSettings saved) => Publish(saved, current => current is null || saved.Version > current.Console.Version);

    private void Publish(ConsoleSettings settings, Func<ServerPolicy?, bool> isNewer)
    {
        lock (_lock)
        {
            if (!isNewer(_current))
            {
                return;
            }

            _current = ServerPolicy.Compute(_file, settings, _capabilities, _environment);
        }

        Changed?.Invoke();
    }
}
