using Dex.Domain.Activity;
using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>Who used a client's secrets, how often and when last.</summary>
/// <param name="LastDay">Within 24 hours, by secret and address.</param>
/// <param name="Ever">Within <see cref="Memory"/>, by secret and address.</param>
/// <param name="Days">Uses per day by secret id, <see cref="DaysShown"/> of them, oldest first; empty unless two secrets are live.</param>
public sealed record SecretUses(
    IReadOnlyList<SecretUse> LastDay, IReadOnlyList<SecretUse> Ever, IReadOnlyDictionary<string, long[]> Days, Rotation? Rotation)
{
    public const int DaysShown = 14;

    public static TimeSpan Memory { get; } = TimeSpan.FromDays(400);

    public static SecretUses None { get; } = new([], [], new Dictionary<string, long[]>(), null);

    public long UsesOf(string secretId) => LastDay.Where(use => use.SecretId == secretId).Sum(use => use.Count);

    public SecretUse? LastUseOf(string secretId) => Ever.Where(use => use.SecretId == secretId).MaxBy(use => use.LastAt);

    public static async Task<SecretUses> ReadAsync(Client client, IActivityReader activity, DateTimeOffset now, CancellationToken ct)
    {
        if (client.Secrets.IsEmpty)
        {
            return None;
        }

        var day = await activity.SecretUsesAsync(client.Id, now - TimeSpan.FromDays(1), ct);
        var ever = await activity.SecretUsesAsync(client.Id, now - Memory, ct);
        var live = client.Live(now).ToList();
        if (live.Count < 2)
        {
            return new SecretUses(day, ever, None.Days, null);
        }

        var sinceNew = await activity.SecretUsesAsync(client.Id, live.Max(secret => secret.CreatedAt), ct);
        return new SecretUses(day, ever, await DaysAsync(client, activity, now, ct), Rotation.Of(client, sinceNew, day, now));
    }

    // The port sums from an instant to now, so a day is the difference of two sums.
    private static async Task<Dictionary<string, long[]>> DaysAsync(Client client, IActivityReader activity, DateTimeOffset now, CancellationToken ct)
    {
        var days = client.Secrets.ToDictionary(secret => secret.Id, _ => new long[DaysShown], StringComparer.Ordinal);
        var later = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var back = 1; back <= DaysShown; back++)
        {
            var uses = await activity.SecretUsesAsync(client.Id, now - TimeSpan.FromDays(back), ct);
            foreach (var (id, slots) in days)
            {
                var sum = uses.Where(use => use.SecretId == id).Sum(use => use.Count);
                slots[DaysShown - back] = sum - later.GetValueOrDefault(id);
                later[id] = sum;
            }
        }

        return days;
    }
}
