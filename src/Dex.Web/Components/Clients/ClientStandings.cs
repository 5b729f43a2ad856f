using Dex.Domain.Activity;
using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>Reads what clients have done, for rows and heads.</summary>
public static class ClientStandings
{
    /// <summary>In the order of <paramref name="clients"/>.</summary>
    public static async Task<IReadOnlyList<ClientStanding>> ReadAsync(
        IReadOnlyList<Client> clients, IActivityReader activity, DateTimeOffset now, CancellationToken ct)
    {
        if (clients.Count == 0)
        {
            return [];
        }

        var known = await activity.ClientsAsync([.. clients.Select(client => client.Id)], ClientStanding.From(now), ct);
        var standings = new List<ClientStanding>(clients.Count);
        foreach (var client in clients)
        {
            standings.Add(await ReadAsync(client, known.GetValueOrDefault(client.Id), activity, now, ct));
        }

        return standings;
    }

    // A client that did nothing within these hours costs no further question.
    private static async Task<ClientStanding> ReadAsync(
        Client client, ClientActivity? done, IActivityReader activity, DateTimeOffset now, CancellationToken ct)
    {
        var filter = new ActivityFilter(client.Id);
        var from = ClientStanding.From(now);
        var hours = done is null or { Issued: 0, Refused: 0 } ? [] : await activity.HoursAsync(filter, from, ct);
        var refusals = done is null or { Refused: 0 } ? [] : await activity.RefusalsAsync(filter, from, ct);
        return new ClientStanding(client, done, ClientStanding.Spread(hours, now), refusals.Count > 0 ? refusals[0] : null, now);
    }
}
