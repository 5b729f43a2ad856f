using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>
/// Two live secrets of one client, seen as a hand-over from the older to the newer: who has moved, who has not, and what retiring the
/// old one now would refuse. Computed from the counters alone.
/// </summary>
public sealed record Rotation
{
    public required ClientSecret Old { get; init; }

    public required ClientSecret New { get; init; }

    /// <summary>Everyone who used either secret since the new one was made, the busiest of those that have not moved first.</summary>
    public required IReadOnlyList<RotationUser> Users { get; init; }

    /// <summary>Uses within the last 24 hours.</summary>
    public required long OldUses { get; init; }

    public required long NewUses { get; init; }

    public required DateTimeOffset Now { get; init; }

    public bool NewIsUsed => Users.Any(user => user.LastNewAt is not null);

    public bool OldIsSilent => OldUses == 0;

    /// <summary>What retiring the old secret now would refuse in an hour, by the last 24.</summary>
    public long RefusedAnHour => (OldUses + 12) / 24;

    public string OldShare => Share(OldUses);

    public string NewShare => Share(NewUses);

    public AnswerLine Answer
    {
        get
        {
            var moved = Users.Count(user => user.HasMoved);
            return (Users.Count, moved) switch
            {
                (0, _) => new("Enabled. Rotation is under way: ", "nobody has used either secret since", "."),
                var (all, done) when done == all => new("Enabled. Rotation is under way: ", $"{Everyone(all)} moved to the new secret",
                    $"; {Old.Label} can be retired."),
                var (all, done) => new("Enabled. Rotation is under way: ", $"{done} of {Words.Count(all, "address", "addresses")} moved",
                    $" to the new secret, {(all - done == 1 ? "one has" : $"{all - done} have")} not."),
            };
        }
    }

    public IReadOnlyList<ListStep> Steps =>
    [
        new(StepState.Done, "New secret made", $"{Ago.InWords(New.CreatedAt, Now)}{(New.CreatedBy.Length > 0 ? $", {New.CreatedBy}" : "")}"),
        NewIsUsed
            ? new(StepState.Done, "In use", $"last {Ago.InWords(Users.Max(user => user.LastNewAt)!.Value, Now)}")
            : new(StepState.Now, "Waiting for its first use", "nobody has sent it yet"),
        OldIsSilent && NewIsUsed
            ? new(StepState.Done, "The old one has fallen silent", "not used for 24 hours")
            : new(NewIsUsed ? StepState.Now : StepState.Next, "Waiting for the old one to fall silent", LastOldUse),
        new(OldIsSilent && NewIsUsed ? StepState.Now : StepState.Next, "Retire the old one",
            Old.ExpiresAt is { } end ? $"or {Ago.InWords(end, Now)}, by itself" : "it has no end of its own"),
    ];

    private string? LastOldUse => Users.Where(user => user.LastOldAt is not null).MaxBy(user => user.LastOldAt) is { LastOldAt: { } at } user
        ? $"{user.Name} used it {Ago.InWords(at, Now)}"
        : null;

    /// <summary>Null unless two secrets are live. The youngest is the new one, the oldest of the others the old one.</summary>
    /// <param name="sinceNew">Uses since the new secret was made.</param>
    /// <param name="lastDay">Uses within the last 24 hours.</param>
    public static Rotation? Of(Client client, IReadOnlyList<SecretUse> sinceNew, IReadOnlyList<SecretUse> lastDay, DateTimeOffset now)
    {
        var live = client.Live(now).OrderBy(secret => secret.CreatedAt).ToList();
        if (live.Count < 2)
        {
            return null;
        }

        var (old, young) = (live[0], live[^1]);
        var users = sinceNew
            .Where(use => use.SecretId == old.Id || use.SecretId == young.Id)
            .GroupBy(use => use.Address, StringComparer.Ordinal)
            .Select(uses => new RotationUser(uses.Key, Last(uses, old), Last(uses, young), Count(lastDay.Where(use => use.Address == uses.Key), old), now))
            .OrderBy(user => user.HasMoved)
            .ThenByDescending(user => user.OldUses)
            .ThenBy(user => user.Address, StringComparer.Ordinal)
            .ToList();
        return new Rotation { Old = old, New = young, Users = users, OldUses = Count(lastDay, old), NewUses = Count(lastDay, young), Now = now };
    }

    private static DateTimeOffset? Last(IEnumerable<SecretUse> uses, ClientSecret secret) =>
        uses.Where(use => use.SecretId == secret.Id).Select(use => (DateTimeOffset?)use.LastAt).Max();

    private static long Count(IEnumerable<SecretUse> uses, ClientSecret secret) => uses.Where(use => use.SecretId == secret.Id).Sum(use => use.Count);

    private static string Everyone(int count) => count == 1 ? "its only address has" : $"all {count} addresses have";

    private string Share(long uses) => OldUses + NewUses == 0 ? "0%" : $"{Math.Round(100d * uses / (OldUses + NewUses))}%";
}

/// <summary>One address that used the secrets.</summary>
/// <param name="OldUses">How often it used the old one in the last 24 hours.</param>
public sealed record RotationUser(string Address, DateTimeOffset? LastOldAt, DateTimeOffset? LastNewAt, long OldUses, DateTimeOffset Now)
{
    /// <summary>Several services may share an address, so one use of the new secret proves little while the old one still comes.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromHours(1);

    /// <summary>It sends the new secret, and has not sent the old one for an hour. It may fall back; then it has not moved.</summary>
    public bool HasMoved => LastNewAt is { } latest && (LastOldAt is not { } before || (before < latest && Now - before >= Silence));

    public string Name => Address switch { "" => "an unknown address", "other" => "further addresses", _ => Address };
}
