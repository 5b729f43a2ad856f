using System.Collections.Concurrent;

namespace Dex.Infrastructure.Activity;

/// <summary>
/// What this node has counted and not yet written. Counting takes no lock and, once a counter exists, no memory. Counters are never
/// swapped out under a request: the writer takes their values, and removes those of hours that are over.
/// </summary>
public sealed class ActivityCounters(TimeProvider clock)
{
    /// <summary>Addresses kept apart for one secret and hour; those beyond count as <see cref="OtherAddress"/>.</summary>
    public const int AddressesPerSecret = 16;

    public const string OtherAddress = "other";

    /// <summary>Distinct counters of one kind; beyond, clients and addresses are no longer told apart.</summary>
    public const int Capacity = 20_000;

    private readonly ConcurrentDictionary<OutcomeKey, Counter> _outcomes = new();
    private readonly ConcurrentDictionary<UseKey, Counter> _uses = new();
    private readonly ConcurrentDictionary<(DateTimeOffset Hour, string ClientId, string SecretId), int> _addresses = new();
    private int _outcomeCount;
    private int _useCount;
    private int _counted;

    /// <summary>Held while values move to the database, so that a reader sees each count once.</summary>
    internal SemaphoreSlim Moving { get; } = new(1, 1);

    internal IEnumerable<KeyValuePair<OutcomeKey, Counter>> Outcomes => _outcomes;

    internal IEnumerable<KeyValuePair<UseKey, Counter>> Uses => _uses;

    internal void Issued(string clientId, string grantType) => Outcome(clientId, grantType, "").Add(ref _counted, issued: 1, at: clock.GetUtcNow());

    internal void Trial(string clientId, string grantType) => Outcome(clientId, grantType, "").Add(ref _counted, trials: 1);

    internal void Refused(string clientId, string grantType, string rule) =>
        Outcome(clientId, grantType, rule).Add(ref _counted, refused: 1, at: clock.GetUtcNow());

    internal void Used(string clientId, string secretId, string address)
    {
        var now = clock.GetUtcNow();
        var key = new UseKey(HourOf(now), clientId, secretId, address);
        if (!_uses.TryGetValue(key, out var counter))
        {
            counter = NewUse(key);
        }

        counter.Add(ref _counted, issued: 1, at: now);
    }

    /// <summary>True when something was counted since the last time this was asked.</summary>
    internal bool TakeCounted() => Interlocked.Exchange(ref _counted, 0) != 0;

    /// <summary>Removes the counters of hours before <paramref name="hour"/>, which nobody counts into any more.</summary>
    internal void ForgetBefore(DateTimeOffset hour)
    {
        foreach (var (key, counter) in _outcomes)
        {
            if (key.Hour < hour && counter.IsEmpty && _outcomes.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref _outcomeCount);
            }
        }

        foreach (var (key, counter) in _uses)
        {
            if (key.Hour < hour && counter.IsEmpty && _uses.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref _useCount);
            }
        }

        foreach (var (key, _) in _addresses)
        {
            if (key.Hour < hour)
            {
                _addresses.TryRemove(key, out _);
            }
        }
    }

    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private Counter Outcome(string clientId, string grantType, string rule)
    {
        var key = new OutcomeKey(HourOf(clock.GetUtcNow()), clientId, grantType, rule);
        if (_outcomes.TryGetValue(key, out var counter))
        {
            return counter;
        }

        key = _outcomeCount < Capacity ? key : key with { ClientId = "" };
        return Add(_outcomes, key, ref _outcomeCount);
    }

    private Counter NewUse(UseKey key)
    {
        var addresses = _addresses.AddOrUpdate((key.Hour, key.ClientId, key.SecretId), 1, (_, count) => count + 1);
        return Add(_uses, addresses <= AddressesPerSecret && _useCount < Capacity ? key : key with { Address = OtherAddress }, ref _useCount);
    }

    private static Counter Add<TKey>(ConcurrentDictionary<TKey, Counter> counters, TKey key, ref int count)
        where TKey : notnull
    {
        var added = new Counter();
        var counter = counters.GetOrAdd(key, added);
        if (ReferenceEquals(counter, added))
        {
            Interlocked.Increment(ref count);
        }

        return counter;
    }
}

/// <summary>What an outcome is counted by.</summary>
/// <param name="ClientId">Empty for requests that named no existing client.</param>
/// <param name="Rule">Empty for what was issued.</param>
internal readonly record struct OutcomeKey(DateTimeOffset Hour, string ClientId, string GrantType, string Rule);

/// <summary>What the use of a secret is counted by.</summary>
internal readonly record struct UseKey(DateTimeOffset Hour, string ClientId, string SecretId, string Address);
