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

    private readonly byte[] _processKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConditionalWeakTable<ClientSecret, byte[]> _remembered = [];
    private readonly SemaphoreSlim _slow = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>The kept form of a secret that stands in the configuration file and is stored nowhere.</summary>
    public string OfFile(string secret) => SecretHash.OfProcess(Mac(secret));

    /// <summary>
    /// The secret of <paramref name="client"/> that equals <paramref name="presented"/>, live ones first; null when none does.
    /// The state of the match is for the caller to judge.
    /// </summary>
    /// <exception cref="SecretChecksOverloadedException">Too many slow checks wait.</exception>
    public ValueTask<ClientSecret?> FindAsync(Client? client, string presented, DateTimeOffset now, CancellationToken ct)
    {
        var match = client is null ? null : FindFast(client, presented, now);
        return match is not null ? new(match) : FindSlowlyAsync(client, presented, now, ct);
    }

    public void Dispose() => _slow.Dispose();

    private ClientSecret? FindFast(Client client, string presented, DateTimeOffset now)
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

    private async ValueTask<ClientSecret?> FindSlowlyAsync(Client? client, string presented, DateTimeOffset now, CancellationToken ct)
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
