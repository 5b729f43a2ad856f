using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Domain.Clients;

/// <summary>
/// Compares what a client presents with what is kept, in constant time. Every failure costs one slow derivation, whether the client
/// exists or not and whatever kind of secret it has, so that time tells a stranger nothing. A chosen secret that matched once is
/// remembered by a keyed hash, tied to the <see cref="ClientSecret"/> value: a changed client is a new value, so the memory goes with it.
/// </summary>
public sealed class SecretVerifier : IDisposable
{
    /// <summary>Callers that may wait for a slow check; more are told that the server is overloaded.</summary>
    private const int Queue = 256;

    /// <summary>Checks of one source that may wait or run, so that a single stranger cannot fill the queue.</summary>
    private const int QueuePerSource = 16;

    private readonly ConcurrentDictionary<string, int> _bySource = new(StringComparer.Ordinal);
    private readonly byte[] _processKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConditionalWeakTable<ClientSecret, byte[]> _remembered = [];
    private readonly SemaphoreSlim _slow = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>The kept form of a secret that stands in the configuration file and is stored nowhere.</summary>
    public string OfFile(string secret) => SecretHash.OfProcess(Mac(secret));

    /// <summary>
    /// The secret of <paramref name="client"/> that equals <paramref name="presented"/>, live ones first; null when none does, or when
    /// only <see cref="FindSlowlyAsync"/> can tell. The state of the match is for the caller to judge.
    /// </summary>
    public ClientSecret? Find(Client client, string presented, DateTimeOffset now)
    {
        Span<byte> sha256 = stackalloc byte[32];
        HashPresented(presented, sha256);
        byte[]? mac = null;
        ClientSecret? match = null;
        foreach (var secret in client.Secrets)
        {
            bool equal;
            if (SecretHash.IsProcess(secret.Hash))
            {
                equal = SecretHash.MatchesProcess(secret.Hash, mac ??= Mac(presented));
            }
            else if (SecretHash.IsChosen(secret.Hash))
            {
                equal = _remembered.TryGetValue(secret, out var kept) && CryptographicOperations.FixedTimeEquals(kept, mac ??= Mac(presented));
            }
            else
            {
                equal = SecretHash.MatchesGenerated(secret.Hash, sha256);
            }

            if (equal && (match is null || secret.State(now) == SecretState.Live))
            {
                match = secret;
            }
        }

        return match;
    }

    /// <summary>True when a chosen secret has not matched in this process yet, so that only the slow check can tell.</summary>
    public bool NeedsSlowCheck(Client? client) =>
        client is not null && client.Secrets.Any(secret => SecretHash.IsChosen(secret.Hash) && !_remembered.TryGetValue(secret, out _));

    /// <summary>The same by one slow derivation, which is spent also where there is nothing to compare with.</summary>
    /// <param name="source">Whoever asks; nobody may have more than a few checks under way.</param>
    /// <exception cref="SecretChecksOverloadedException">Too many slow checks wait.</exception>
    public async ValueTask<ClientSecret?> FindSlowlyAsync(Client? client, string presented, string source, DateTimeOffset now, CancellationToken ct)
    {
        var mine = _bySource.AddOrUpdate(source, 1, (_, count) => count + 1);
        try
        {
            return mine > QueuePerSource && source.Length > 0
                ? throw new SecretChecksOverloadedException()
                : await WaitAndFindAsync(client, presented, now, ct);
        }
        finally
        {
            Release(source);
        }
    }

    public void Dispose() => _slow.Dispose();

    private async ValueTask<ClientSecret?> WaitAndFindAsync(Client? client, string presented, DateTimeOffset now, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > Queue)
        {
            Interlocked.Decrement(ref _waiting);
            throw new SecretChecksOverloadedException();
        }

        try
        {
            await _slow.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return client is null ? SpendFor(presented) : CheckChosen(client, presented, now);
        }
        finally
        {
            _slow.Release();
        }
    }

    private ClientSecret? CheckChosen(Client client, string presented, DateTimeOffset now)
    {
        ClientSecret? match = null;
        var spent = false;
        foreach (var secret in client.Secrets.Where(secret => SecretHash.IsChosen(secret.Hash)))
        {
            spent = true;
            if (SecretHash.MatchesChosen(secret.Hash, presented))
            {
                _remembered.AddOrUpdate(secret, Mac(presented));
                match = match is null || secret.State(now) == SecretState.Live ? secret : match;
            }
        }

        return spent ? match : SpendFor(presented);
    }

    private void Release(string source)
    {
        while (_bySource.TryGetValue(source, out var count))
        {
            if (count > 1 ? _bySource.TryUpdate(source, count - 1, count) : _bySource.TryRemove(KeyValuePair.Create(source, count)))
            {
                return;
            }
        }
    }

    private static ClientSecret? SpendFor(string presented)
    {
        SecretHash.Spend(presented);
        return null;
    }

    private byte[] Mac(string secret) => HMACSHA256.HashData(_processKey, Encoding.UTF8.GetBytes(secret));

    private static void HashPresented(string presented, Span<byte> destination)
    {
        var length = Encoding.UTF8.GetByteCount(presented);
        var bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(presented, bytes);
        SHA256.HashData(bytes, destination);
    }
}

/// <summary>More secrets wait to be checked than the server can check; the caller answers 503.</summary>
public sealed class SecretChecksOverloadedException() : Exception("Too many secret checks wait.");
