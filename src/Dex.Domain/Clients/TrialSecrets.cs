using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Claims;

namespace Dex.Domain.Clients;

/// <summary>
/// Throw-away secrets for <em>Try it</em>: known to this process alone, bound to one client, good for one minute. They never leave
/// the server; the console sends them to its own token endpoint and shows them to nobody.
/// </summary>
public sealed class TrialSecrets(TimeProvider clock)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(1);

    private const string Prefix = "dxt_";

    private readonly ConcurrentDictionary<string, Trial> _trials = new(StringComparer.Ordinal);

    /// <summary>Makes a trial; dispose it when the request is done.</summary>
    public Trial Begin(string clientId)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, old) in _trials)
        {
            if (old.ExpiresAt <= now)
            {
                _trials.TryRemove(key, out _);
            }
        }

        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var trial = new Trial(this, secret, clientId, now + Lifetime);
        _trials[Key(secret)] = trial;
        return trial;
    }

    /// <summary>The trial that this secret opens for this client; null when there is none.</summary>
    internal Trial? Find(string clientId, string presented)
    {
        if (!presented.StartsWith(Prefix, StringComparison.Ordinal) || !_trials.TryGetValue(Key(presented), out var trial))
        {
            return null;
        }

        return trial.ClientId == clientId && trial.ExpiresAt > clock.GetUtcNow() ? trial : null;
    }

    internal void End(Trial trial) => _trials.TryRemove(Key(trial.Secret), out _);

    // Looking up by hash keeps the comparison's time independent of how much of a guess is right.
    private static string Key(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>One trial request and what the issuer explained on its way.</summary>
public sealed class Trial : IDisposable
{
    private readonly TrialSecrets _owner;

    internal Trial(TrialSecrets owner, string secret, string clientId, DateTimeOffset expiresAt) =>
        (_owner, Secret, ClientId, ExpiresAt) = (owner, secret, clientId, expiresAt);

    /// <summary>For the wire only; never for a page or a log.</summary>
    public string Secret { get; }

    public string ClientId { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>What the issuer said of each claim of the access token, in order; empty before issuance.</summary>
    public ClaimTrace AccessToken { get; } = new();

    /// <summary>The same for the ID token; empty when none was issued.</summary>
    public ClaimTrace IdToken { get; } = new();

    public void Dispose() => _owner.End(this);

    public override string ToString() => $"Trial {{ {ClientId} }}";
}
