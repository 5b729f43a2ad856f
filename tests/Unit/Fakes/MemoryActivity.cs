using Dex.Domain.Activity;

namespace Dex.Tests.Unit.Fakes;

/// <summary>An activity record that holds what a test puts into it.</summary>
internal sealed class MemoryActivity : IActivityReader
{
    public event Action? Changed;

    public List<HourCount> Hours { get; } = [];

    public List<ClientActivity> Clients { get; } = [];

    public List<RefusalCount> Refusals { get; } = [];

    /// <summary>By grant, then by client.</summary>
    public Dictionary<string, Dictionary<string, long>> Issued { get; } = new(StringComparer.Ordinal);

    /// <summary>The grant of which <see cref="Refusals"/> tells; null leaves them to every question.</summary>
    public string? RefusedGrant { get; set; }

    /// <summary>Every question fails with it, as while the database is gone.</summary>
    public Exception? Failure { get; set; }

    public void Nudge() => Changed?.Invoke();

    public Task<IReadOnlyList<HourCount>> HoursAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct) =>
        Answer<IReadOnlyList<HourCount>>([.. Hours.Where(hour => hour.Hour >= from && (filter.GrantType ?? hour.GrantType) == hour.GrantType)]);

    public Task<IReadOnlyDictionary<string, ClientActivity>> ClientsAsync(
        IReadOnlyCollection<string> clientIds, DateTimeOffset from, CancellationToken ct) =>
        Answer<IReadOnlyDictionary<string, ClientActivity>>(
            Clients.Where(client => clientIds.Contains(client.ClientId)).ToDictionary(client => client.ClientId, StringComparer.Ordinal));

    public Task<IReadOnlyList<SecretUse>> SecretUsesAsync(string clientId, DateTimeOffset from, CancellationToken ct) =>
        Answer<IReadOnlyList<SecretUse>>([]);

    public Task<IReadOnlyList<RefusalCount>> RefusalsAsync(ActivityFilter filter, DateTimeOffset from, CancellationToken ct) =>
        Answer<IReadOnlyList<RefusalCount>>(
        [
            .. Refusals
                .Where(count => count.LastAt >= from && (filter.ClientId ?? count.ClientId) == count.ClientId)
                .Where(_ => filter.GrantType is null || RefusedGrant is null || filter.GrantType == RefusedGrant)
                .OrderByDescending(count => count.Count),
        ]);

    public Task<IReadOnlyDictionary<string, long>> IssuedByClientAsync(string grantType, DateTimeOffset from, CancellationToken ct) =>
        Answer<IReadOnlyDictionary<string, long>>(Issued.GetValueOrDefault(grantType) ?? []);

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
