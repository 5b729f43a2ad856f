using System.Globalization;
using Dex.Domain.Activity;
using Dex.Domain.Clients;

namespace Dex.Domain.Overview;

/// <summary>Clients that are refused for want of a secret, that soon will be, or whose secret is within reach of guessing.</summary>
public sealed class ClientFindings(IClientStore clients, IActivityReader activity, TimeProvider clock) : IFindingSource
{
    /// <summary>How many clients of one kind of finding are named before the rest is summed up.</summary>
    public const int Named = 5;

    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. await WithoutSecretAsync(now, ct),
            .. await ExpiringAsync(now, ct),
            .. await WeakAsync(ct),
        ];
    }

    private static string Credentials(Client client) => $"clients/{Uri.EscapeDataString(client.Id)}/credentials";

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM", CultureInfo.CurrentCulture);

    private async Task<IReadOnlyList<Finding>> WithoutSecretAsync(DateTimeOffset now, CancellationToken ct)
    {
        var page = await clients.ListAsync(new ClientQuery { Secrets = SecretHealth.NoneLive, Count = 50 }, ct);
        if (page.Items.Count == 0)
        {
            return [];
        }

        var refusals = (await activity.RefusalsAsync(new ActivityFilter(), now - Recent, ct)).ToLookup(count => count.ClientId, StringComparer.Ordinal);
        return
        [
            .. page.Items
                .Where(client => client.Enabled && client.Health(now) == SecretHealth.NoneLive && refusals[client.Id].Any())
                .Select(client => WithoutSecret(client, [.. refusals[client.Id].OrderByDescending(count => count.Count)])),
        ];
    }

    private static Finding WithoutSecret(Client client, List<RefusalCount> refusals)
    {
        var total = refusals.Sum(count => count.Count);
        var last = client.Secrets.Where(secret => secret.DeactivatedAt is null).Max(secret => secret.ExpiresAt);
        var why = last is { } expired ? $"Its last secret expired on {Date(expired)}." : "It has no live secret.";
        var by = refusals.Count == 1 ? "all by" : "most by";
        return new Finding(
            $"client.no_secret:{client.Id}",
            FindingSeverity.Failing,
            $"{client.Name} gets no token",
            $"{why} {Number(total)} {(total == 1 ? "request" : "requests")} refused in 24 hours, {by} `{refusals[0].Rule}`.",
            client.IsReadOnly ? "See its secrets" : "Create a secret",
            Credentials(client));
    }

    private async Task<IReadOnlyList<Finding>> ExpiringAsync(DateTimeOffset now, CancellationToken ct)
    {
        var page = await clients.ListAsync(new ClientQuery { Secrets = SecretHealth.Expiring, Count = 50 }, ct);
        var due = page.Items
            .Where(client => client.Enabled && client.Health(now) == SecretHealth.Expiring)
            .Where(client => client.Secrets.All(secret => secret.State(now) != SecretState.NotYetValid))
            .OrderBy(client => client.LastExpiry(now)).ToList();
        var use = await activity.ClientsAsync([.. due.Select(client => client.Id)], now - Recent, ct);
        return [.. due.Select(client => Expiring(client, use.GetValueOrDefault(client.Id), now))];
    }

    private static Finding Expiring(Client client, ClientActivity? use, DateTimeOffset now)
    {
        var end = client.LastExpiry(now)!.Value;
        var left = end - now;
        var days = left.TotalDays >= 1 ? $"{(int)left.TotalDays} {((int)left.TotalDays == 1 ? "day" : "days")}" : "less than a day";
        var hourly = (use?.Issued ?? 0) / Recent.TotalHours;
        var depends = use is not { Issued: > 0 } ? "Nothing has used it in 24 hours."
            : hourly < 1 ? $"{Number(use.Issued)} tokens in 24 hours depended on it."
            : $"About {Number((long)Math.Round(hourly))} tokens an hour depend on it.";
        var which = client.Live(now).Count() == 1 ? "Its only secret expires" : "The last of its secrets expires";
        return new Finding(
            $"client.expiring:{client.Id}",
            FindingSeverity.Warning,
            $"{client.Name} has {days} left",
            $"{which} on {Date(end)}, and no successor has been made. {depends}",
            client.IsReadOnly ? "See its secrets" : "Start a rotation",
            Credentials(client));
    }

    private async Task<IReadOnlyList<Finding>> WeakAsync(CancellationToken ct)
    {
        // Samples are weak by intent, and every page says that they are samples.
        var page = await clients.ListAsync(new ClientQuery { Secrets = SecretHealth.Weak, Count = 50 }, ct);
        var weak = page.Items.Where(client => client is { Enabled: true, IsSample: false } && client.Secrets.Any(secret => secret.IsWeak)).ToList();
        return weak.Count <= Named
            ? [.. weak.Select(client => new Finding(
                $"client.weak:{client.Id}",
                FindingSeverity.Warning,
                $"{client.Name} has a weak secret",
                "Somebody chose it, and it is short or repeats itself. It still works.",
                client.IsReadOnly ? "See its secrets" : "Start a rotation",
                Credentials(client)))]
            : [new Finding(
                "client.weak",
                FindingSeverity.Warning,
                $"{Number(page.Total)} clients have a weak secret",
                "Somebody chose them, and they are short or repeat themselves. They still work.",
                "See the clients",
                "clients?secrets=weak")];
    }
}
