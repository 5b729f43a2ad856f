using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Refusals;

/// <summary>Refusals in words.</summary>
public static class RefusalWords
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <summary>The answer of the list: whether requests are being refused, and by what.</summary>
    /// <param name="kept">All that this node keeps, newest first.</param>
    public static AnswerLine Answer(IReadOnlyList<RefusalRecord> kept, DateTimeOffset now)
    {
        if (kept.Count == 0)
        {
            return new("", "This node has refused nothing since it started", ".");
        }

        var lately = kept.TakeWhile(record => now - record.At <= Lately).ToList();
        if (lately.Count == 0)
        {
            return new("", "This node has refused nothing in the last hour", $"; the latest was {Ago.InWords(kept[0].At, now)}, by {kept[0].Rule.Id}.");
        }

        var most = lately.GroupBy(record => record.Rule).MaxBy(group => group.Count())!;
        var before = $"{Amount.Of(lately.Count, "request was", "requests were")} refused in the last hour, ";
        return most.Count() == lately.Count
            ? new(before, lately.Count == 1 ? $"by {most.Key.Id}" : $"all by {most.Key.Id}", $", the last {Ago.InWords(lately[0].At, now)}.")
            : new(before, $"most by {most.Key.Id}", $" ({Amount.Of(most.Count())}), the last {Ago.InWords(lately[0].At, now)}.");
    }

    /// <summary>The answer of a trace: what is wrong, in the rule's own words.</summary>
    /// <param name="alike">How often the same rule refused the same client in the last 24 hours, this request among them.</param>
    public static AnswerLine Answer(RefusalContext context, int alike, DateTimeOffset now)
    {
        var record = context.Record;
        var after = alike > 1 ? $" This is one of {Amount.Of(alike)} such requests in the last 24 hours." : "";
        return record.Rule == RefusalRules.ClientSecretExpired && context.Secret is { ExpiresAt: { } expiredAt }
            ? new("It sends a ", $"secret that was right until {Ago.DayAndTime(expiredAt, now)}", $", and has expired since.{after}")
            : new("", record.Rule.Meaning.TrimEnd('.'), $".{after}");
    }

    /// <summary>What was asked for, where there is little room: the grant, or the endpoint.</summary>
    public static string Asked(RefusalRecord record) => record.GrantType.Length > 0 ? GrantTypes.ShortName(record.GrantType) : Place(record);

    /// <summary>The endpoint as people call it.</summary>
    public static string Place(RefusalRecord record) => record.Endpoint switch
    {
        RefusalPlaces.Console => "this console",
        RefusalPlaces.Host => "a foreign host name",
        _ => record.Endpoint,
    };

    /// <summary>The title of a trace.</summary>
    /// <param name="name">Whom it is about; null when the request named nobody.</param>
    public static string Title(RefusalRecord record, string? name) =>
        name is not null ? $"Why {name} is refused"
        : record.Endpoint == RefusalPlaces.Console ? "Why a visit to this console was refused"
        : record.Endpoint == RefusalPlaces.Host ? "Why a request was refused"
        : $"Why a request to {record.Endpoint} was refused";
}
