using Dex.Domain.Keys;
using Dex.Domain.Policies;

namespace Dex.Domain.Discovery;

/// <summary>The discovery document in force.</summary>
public interface IDiscoverySource
{
    DiscoveryDocument Current { get; }

    /// <summary>Raised after <see cref="Current"/> has changed, on any thread.</summary>
    event Action? Changed;
}

/// <summary>Computes the document anew whenever the settings or the signing key change, and only then.</summary>
public sealed class DiscoverySource : IDiscoverySource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly IServerPolicySource _policies;
    private readonly IKeyRingSource _keys;
    private readonly ISigner _signer;
    private volatile DiscoveryDocument? _current;

    public DiscoverySource(IServerPolicySource policies, IKeyRingSource keys, ISigner signer)
    {
        (_policies, _keys, _signer) = (policies, keys, signer);
        _policies.Changed += Recompute;
        _keys.Changed += Recompute;
    }

    public event Action? Changed;

    public DiscoveryDocument Current => _current ?? Compute();

    public void Dispose()
    {
        _policies.Changed -= Recompute;
        _keys.Changed -= Recompute;
    }

    private void Recompute()
    {
        Compute();
        Changed?.Invoke();
    }

    private DiscoveryDocument Compute()
    {
        // Under the lock, so that an older snapshot computed late cannot overwrite a newer one.
        lock (_lock)
        {
            return _current = DiscoveryDocument.Of(_policies.Current, _signer.Algorithm);
        }
    }
}
