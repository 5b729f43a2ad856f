using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Domain.Policies;

/// <summary>The clients that lose or gain a way to a token.</summary>
/// <param name="Losing">Most calls first.</param>
/// <param name="Gaining">Most refused calls first.</param>
public sealed record AffectedClients(IReadOnlyList<AffectedClient> Losing, IReadOnlyList<AffectedClient> Gaining)
{
    public static AffectedClients Nobody { get; } = new([], []);
}

/// <summary>One client and the grant that it loses or gains.</summary>
/// <param name="Calls">Tokens of this grant in the last 30 days for who loses it; refusals in that time for who gains it.</param>
/// <param name="LastIssuedAt">The client's last token, whatever the grant; null: none in 30 days.</param>
public sealed record AffectedClient(Client Client, string GrantType, long Calls, DateTimeOffset? LastIssuedAt);

/// <summary>Measures what the clients would notice of a change, from the activity record. Nothing is written.</summary>
public sealed class AffectedClientsReader(IClientStore clients, IActivityReader activity, TimeProvider clock)
{
    /// <summary>How far back calls are counted.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromDays(30);

    public async Task<AffectedClients> ReadAsync(SettingsPreview preview, CancellationToken ct)
    {
        if (preview.LostGrants.Count == 0 && preview.GainedGrants.Count == 0)
        {
            return AffectedClients.Nobody;
        }

        var from = clock.GetUtcNow() - Window;
        var issued = new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var grant in preview.LostGrants)
        {
            issued[grant] = await activity.IssuedByClientAsync(grant, from, ct);
        }

        var refused = new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var grant in preview.GainedGrants)
        {
            refused[grant] = await GrantUsageReader.AskedInVainAsync(activity, grant, from, ct);
        }

        var (losing, gaining) = (new List<AffectedClient>(), new List<AffectedClient>());
        await foreach (var client in clients.StreamAsync(ct))
        {
            losing.AddRange(Affected(client, preview.LostGrants, issued));
            gaining.AddRange(Affected(client, preview.GainedGrants, refused));
        }

        var last = await activity.ClientsAsync(
            [.. losing.Where(one => one.Calls > 0).Select(one => one.Client.Id).Distinct(StringComparer.Ordinal)], from, ct);
        return new AffectedClients(
            [.. losing.Select(one => one with { LastIssuedAt = last.GetValueOrDefault(one.Client.Id)?.LastIssuedAt }).OrderByDescending(one => one.Calls)],
            [.. gaining.OrderByDescending(one => one.Calls)]);
    }

    private static IEnumerable<AffectedClient> Affected(
        Client client, IReadOnlyList<string> grants, Dictionary<string, IReadOnlyDictionary<string, long>> calls) =>
        grants.Where(client.MayUse).Select(grant => new AffectedClient(client, grant, calls[grant].GetValueOrDefault(client.Id), null));
}

/// <summary>Who may use which grant, were it served.</summary>
public static class WhoMayUse
{
    /// <summary>True when the client is enabled, its own list allows the grant, and the grant is possible for its type.</summary>
    public static bool MayUse(this Client client, string grantType) =>
        client.Enabled && (grantType == GrantTypes.ClientCredentials ? client.CanBeMachine : client.AllowsGrant(grantType));
}
