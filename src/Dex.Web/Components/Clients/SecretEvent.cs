using Dex.Domain.Audit;

namespace Dex.Web.Components.Clients;

/// <summary>Something that happened to a secret, as the record of changes tells it.</summary>
public sealed record SecretEvent(DateTimeOffset At, string Text)
{
    /// <summary>One sentence for each secret that an entry touched; none when it touched none.</summary>
    public static IEnumerable<SecretEvent> Of(AuditEntry entry)
    {
        var change = entry.Changes.FirstOrDefault(change => change.Field == "Secrets");
        if (change is null)
        {
            return [];
        }

        var before = Lines(change.Before);
        var after = Lines(change.After);
        var touched = after.Except(before).Concat(entry.Action is "secret.deleted" ? before.Except(after) : []);
        return touched.Select(line => new SecretEvent(entry.At, Sentence(entry, line)));
    }

    private static string Sentence(AuditEntry entry, string line) => entry.Action switch
    {
        "client.created" => $"{entry.Actor} registered the client with {Label(line)}, {End(line)}",
        "secret.created" => $"{entry.Actor} made {Label(line)}, {End(line)}",
        "secret.deactivated" => $"{entry.Actor} retired {Label(line)}",
        "secret.expiry_changed" => $"{entry.Actor} moved the end of {Label(line)}: {End(line)}",
        "secret.deleted" => $"{entry.Actor} deleted {Label(line)}",
        _ => $"{entry.Actor} changed {Label(line)}: {End(line)}",
    };

    private static string[] Lines(string? text) => text?.Split('\n') ?? [];

    // A line reads: label (fingerprint), end.
    private static string Label(string line) => line[..(line.LastIndexOf(" (", StringComparison.Ordinal) is var at and > 0 ? at : line.Length)];

    private static string End(string line) => line[(line.LastIndexOf("), ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
}
