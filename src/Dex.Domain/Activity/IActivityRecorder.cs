using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Domain.Activity;

/// <summary>
/// Counts what happens, in memory; a background writer adds the counts to the database in batches, so that no request waits for it.
/// Trials are counted apart and move no "last used".
/// </summary>
public interface IActivityRecorder
{
    /// <param name="address">The client address; empty when unknown.</param>
    void Issued(AuthenticatedClient caller, string grantType, string address);

    void Refused(OAuthError refusal, string address);
}

/// <summary>The counts of all nodes, summed, what is still in this node's memory included.</summary>
public interface IActivityReader
{
    /// <summary>Counts per hour from <paramref name="from"/> on; hours without any are absent.</summary>
    Task<IReadOnlyList<HourCount>> HoursAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct);

    /// <summary>Last token, last refusal and totals of these clients; clients without activity are absent.</summary>
    Task<IReadOnlyDictionary<string, ClientActivity>> ClientsAsync(IReadOnlyCollection<string> clientIds, DateTimeOffset from, CancellationToken ct);

    /// <summary>Uses of one client's secrets since <paramref name="from"/>, by secret and address.</summary>
    Task<IReadOnlyList<SecretUse>> SecretUsesAsync(string clientId, DateTimeOffset from, CancellationToken ct);

    /// <summary>Refusals since <paramref name="from"/> by rule and client, most first.</summary>
    Task<IReadOnlyList<RefusalCount>> RefusalsAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct);

    /// <summary>Tokens issued since <paramref name="from"/> by client for one grant, for previews of consequences.</summary>
    Task<IReadOnlyDictionary<string, long>> IssuedByClientAsync(string grantType, DateTimeOffset from, CancellationToken ct);

    /// <summary>Raised when this node has counted something since the last time; at most once a second.</summary>
    event Action? Changed;
}

/// <summary>Narrows a question to a client, a grant, or neither (null).</summary>
public sealed record ActivityFilter(string? ClientId = null, string? GrantType = null);

/// <param name="Hour">The start of the hour, UTC.</param>
/// <param name="GrantType">Empty where no grant was established.</param>
public sealed record HourCount(DateTimeOffset Hour, string GrantType, long Issued, long Refused);

/// <param name="LastIssuedAt">Null: never.</param>
/// <param name="LastRefusalRule">The rule id of the last refusal; empty when there was none.</param>
public sealed record ClientActivity(
    string ClientId, DateTimeOffset? LastIssuedAt, DateTimeOffset? LastRefusedAt, string LastRefusalRule, long Issued, long Refused);

/// <param name="Address">The client address, <c>other</c> beyond the number of addresses that one hour keeps, empty when unknown.</param>
public sealed record SecretUse(string SecretId, string Address, long Count, DateTimeOffset LastAt);

/// <param name="ClientId">Empty for requests that named no existing client.</param>
public sealed record RefusalCount(string Rule, string ClientId, long Count, DateTimeOffset LastAt);
