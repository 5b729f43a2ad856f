using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Refusals;

namespace Dex.Domain.Policies;

/// <summary>Who uses a grant.</summary>
/// <param name="Clients">Clients that may use it, were it served.</param>
/// <param name="Calls">Tokens issued in the last 30 days.</param>
/// <param name="ClientsInVain">Clients that were refused in the last 30 days because the server has it off.</param>
/// <param name="CallsInVain">The requests refused for that reason, also those that named no client.</param>
public sealed record GrantUsage(string GrantType, int Clients, long Calls, int ClientsInVain, long CallsInVain);

/// <summary>Counts who uses which grant, for the whole list at once.</summary>
public sealed class GrantUsageReader(IClientStore clients, IActivityReader activity, TimeProvider clock)
{
    /// <summary>One entry per grant asked for, in that order.</summary>
    public async Task<IReadOnlyList<GrantUsage>> ReadAsync(IReadOnlyList<string> grantTypes, CancellationToken ct)
    {
        var may = new int[grantTypes.Count];
        await foreach (var client in clients.StreamAsync(ct))
        {
            for (var i = 0; i < may.Length; i++)
            {
                may[i] += client.MayUse(grantTypes[i]) ? 1 : 0;
            }
        }

        var from = clock.GetUtcNow() - AffectedClientsReader.Window;
        var usage = new List<GrantUsage>();
        for (var i = 0; i < may.Length; i++)
        {
            var issued = await activity.IssuedByClientAsync(grantTypes[i], from, ct);
            var inVain = await AskedInVainAsync(activity, grantTypes[i], from, ct);
            usage.Add(new GrantUsage(
                grantTypes[i], may[i], issued.Values.Sum(), inVain.Keys.Count(id => id.Length > 0), inVain.Values.Sum()));
        }

        return usage;
    }

    /// <summary>Requests refused because the server has the grant off, by client; those that named none are under the empty id.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> AskedInVainAsync(
        IActivityReader activity, string grantType, DateTimeOffset from, CancellationToken ct) =>
        (await activity.RefusalsAsync(new ActivityFilter(GrantType: grantType), from, ct))
            .Where(count => count.Rule == RefusalRules.GrantDisabledByServer.Id)
            .GroupBy(count => count.ClientId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Count), StringComparer.Ordinal);
}
