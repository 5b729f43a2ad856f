using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Refusals;

/// <summary>Everything that the page of one refusal shows.</summary>
public sealed record RefusalView
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public required RefusalContext Context { get; init; }

    public required string Title { get; init; }

    /// <summary>What the client is called; empty when the request named none that exists.</summary>
    public required string ClientName { get; init; }

    public required AnswerLine Answer { get; init; }

    public required IReadOnlyList<RuleCheck> Checks { get; init; }

    /// <summary>What refused the same client in the last 24 hours, the rule of this refusal first; empty when no client is known.</summary>
    public required IReadOnlyList<RefusalsAlike> Groups { get; init; }

    /// <summary>What an administrator does about it; null when only the caller can.</summary>
    public required RefusalVerb? Verb { get; init; }

    public RefusalRecord Record => Context.Record;

    public static async Task<RefusalView> ReadAsync(
        RefusalRecord record, RefusalLog log, IClientDirectory directory, ServerPolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        var names = await RefusalNames.ReadAsync([record], directory, ct);
        var client = names.Find(record.Claimed);
        var context = new RefusalContext(record, client, policy);
        var groups = client is null ? [] : RefusalsAlike.Of(log.Latest(RefusalLog.Capacity, other => other.Claimed == client.Id && now - other.At <= Day), record);
        return new RefusalView
        {
            Context = context,
            Title = RefusalWords.Title(record, record.Claimed.Length > 0 ? names.Of(record.Claimed) : null),
            ClientName = client?.Name ?? "",
            Answer = RefusalWords.Answer(context, groups.Count > 0 && groups[0].Rule == record.Rule ? groups[0].Records.Count : 1, now),
            Checks = RefusalTrace.Of(context),
            Groups = groups,
            Verb = RefusalVerb.For(context),
        };
    }
}

/// <summary>Refusals of one client by one rule.</summary>
/// <param name="Records">Newest first, one at least.</param>
public sealed record RefusalsAlike(RefusalRule Rule, IReadOnlyList<RefusalRecord> Records)
{
    public RefusalRecord Latest => Records[0];

    public DateTimeOffset Since => Records[^1].At;

    /// <summary>The time between two of them on the average; null for a single one.</summary>
    public TimeSpan? Every => Records.Count > 1 ? (Latest.At - Since) / (Records.Count - 1) : null;

    /// <summary>By rule: that of <paramref name="present"/> first, then what came last.</summary>
    public static IReadOnlyList<RefusalsAlike> Of(IEnumerable<RefusalRecord> records, RefusalRecord present) =>
    [
        .. records.GroupBy(record => record.Rule).Select(group => new RefusalsAlike(group.Key, [.. group]))
            .OrderByDescending(group => group.Rule == present.Rule).ThenByDescending(group => group.Latest.At),
    ];
}
