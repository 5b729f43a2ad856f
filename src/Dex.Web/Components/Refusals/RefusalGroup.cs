using Dex.Domain.Refusals;

namespace Dex.Web.Components.Refusals;

/// <summary>Refusals that have a rule or a client in common.</summary>
/// <param name="Name">The rule id, or what the client is called.</param>
/// <param name="Second">What the rule means, or the client's id; may be empty.</param>
/// <param name="Others">Of a rule the clients that it refused, of a client the rules that refused it: most first.</param>
/// <param name="Href">The list, narrowed to them.</param>
public sealed record RefusalGroup(string Name, string Second, IReadOnlyList<string> Others, int Count, DateTimeOffset LastAt, string Href)
{
    /// <param name="records">Newest first, one at least.</param>
    /// <param name="state">What the whole list shows.</param>
    public static RefusalGroup Of(IEnumerable<RefusalRecord> records, RefusalListState state, RefusalNames names)
    {
        var all = records.ToList();
        var latest = all[0];
        var narrowed = state with { By = RefusalGrouping.None, At = state.At with { Page = 1 } };
        return state.By == RefusalGrouping.Rule
            ? new(latest.Rule.Id, latest.Rule.Meaning, MostFirst(all, record => record.Claimed.Length > 0 ? names.Of(record.Claimed) : "nobody named"),
                all.Count, latest.At, (narrowed with { Rule = latest.Rule.Id }).Href)
            : new(latest.Claimed.Length > 0 ? names.Of(latest.Claimed) : "Nobody named", latest.Claimed, MostFirst(all, record => record.Rule.Id),
                all.Count, latest.At, (narrowed with { Client = latest.Claimed }).Href);
    }

    private static List<string> MostFirst(IEnumerable<RefusalRecord> records, Func<RefusalRecord, string> of) =>
        [.. records.GroupBy(of, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key)];
}
