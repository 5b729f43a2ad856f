using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Domain.Trials;

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
