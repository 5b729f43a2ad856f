using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Refusals;

namespace Dex.Domain.Overview;

/// <summary>Everything that Overview shows of the past day, read at once.</summary>
/// <param name="Refusals">By rule, most first.</param>
/// <param name="AnyToken">False while this server has never issued a token.</param>
/// <param name="FirstClient">The machine client to try while there was no token; null when there is none.</param>
/// <param name="Clients">How many there are.</param>
public sealed record OverviewFigures(
    IReadOnlyList<Finding> Findings,
    Traffic Traffic,
    IReadOnlyList<RefusalsOfRule> Refusals,
    bool AnyToken,
    Client? FirstClient,
    int Clients);

/// <summary>The refusals of one rule in the last 24 hours.</summary>
/// <param name="Rule">Null when an earlier or later version counted it.</param>
/// <param name="ClientIds">Whom it refused, most first; an empty id stands for requests that named no existing client.</param>
public sealed record RefusalsOfRule(string RuleId, RefusalRule? Rule, IReadOnlyList<string> ClientIds, long Count, DateTimeOffset LastAt);

/// <summary>Reads <see cref="OverviewFigures"/>.</summary>
public sealed class OverviewReader(
    Findings findings, IActivityReader activity, IClientStore clients, IServerPolicySource policies, TimeProvider clock)
{
    public async Task<OverviewFigures> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hours = await activity.HoursAsync(new ActivityFilter(), Traffic.StartOfHour(now).AddHours(-23), ct);
        var anyToken = hours.Any(hour => hour.Issued > 0)
            || (await activity.HoursAsync(new ActivityFilter(), DateTimeOffset.UnixEpoch, ct)).Any(hour => hour.Issued > 0);
        return new OverviewFigures(
            await findings.AllAsync(ct),
            Traffic.Of(hours, now),
            await RefusalsAsync(now, ct),
            anyToken,
            anyToken ? null : await FirstClientAsync(now, ct),
            await clients.CountAsync(ct));
    }

    private async Task<IReadOnlyList<RefusalsOfRule>> RefusalsAsync(DateTimeOffset now, CancellationToken ct) =>
    [
        .. (await activity.RefusalsAsync(new ActivityFilter(), now.AddHours(-24), ct))
            .GroupBy(count => count.Rule, StringComparer.Ordinal)
            .Select(rule => new RefusalsOfRule(
                rule.Key,
                RefusalRules.Find(rule.Key),
                [.. rule.OrderByDescending(count => count.Count).Select(count => count.ClientId)],
                rule.Sum(count => count.Count),
                rule.Max(count => count.LastAt)))
            .OrderByDescending(rule => rule.Count),
    ];

    // The sample comes first, because its secret can be shown.
    private async Task<Client?> FirstClientAsync(DateTimeOffset now, CancellationToken ct)
    {
        const string grant = Protocol.GrantTypes.ClientCredentials;
        if (!policies.Current.Serves(grant))
        {
            return null;
        }

        if (await clients.FindAsync(SampleClients.MachineId, ct) is { } sample && sample.MayUse(grant) && sample.Live(now).Any())
        {
            return sample;
        }

        var page = await clients.ListAsync(new ClientQuery { GrantType = grant, Sort = ClientSort.Name, Count = 25 }, ct);
        return page.Items.FirstOrDefault(client => client.MayUse(grant) && client.Live(now).Any());
    }
}
