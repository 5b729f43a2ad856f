using Dex.Domain.Keys;
using Dex.Infrastructure.Persistence.Stores;

namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>The key ring in force, followed through the database. The private key is decrypted once for each change.</summary>
public sealed class KeyRingSource : IKeyRingSource, IChangeListener
{
    private readonly KeyRingStore _store;
    private readonly Lock _lock = new();
    private KeyRing? _current;

    public KeyRingSource(KeyRingStore store)
    {
        _store = store;
        store.Saved += Accept;
    }

    public event Action? Changed;

    public KeyRing Current => _current ?? throw new InvalidOperationException("Storage has not been opened.");

    string IChangeListener.Topic => Topics.Keys;

    async Task IChangeListener.RefreshAsync(IReadOnlyCollection<string>? ids, CancellationToken ct)
    {
        var before = _current;
        var stored = await _store.LoadAsync(ct);
        Publish(stored, current => ReferenceEquals(current, before) || stored.Version > current!.Version);
    }

    /// <summary>Takes over what this node has just saved.</summary>
    private void Accept(KeyRing saved) => Publish(saved, current => current is null || saved.Version > current.Version);

    private void Publish(KeyRing ring, Func<KeyRing?, bool> isNewer)
    {
        lock (_lock)
        {
            if (!isNewer(_current))
            {
                return;
            }

            _current = ring;
        }

        Changed?.Invoke();
    }
}
