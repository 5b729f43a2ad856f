using Dex.Domain.Refusals;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Refusals;

/// <summary>By what the list is gathered.</summary>
public enum RefusalGrouping
{
    /// <summary>One row a request.</summary>
    None,
    Rule,
    Client,
}

/// <summary>What the list of refusals shows, as the address says it.</summary>
public sealed record RefusalListState
{
    public string Search { get; init; } = "";

    /// <summary>A rule id; null: all rules.</summary>
    public string? Rule { get; init; }

    /// <summary>A client id; empty: requests that named nobody; null: all.</summary>
    public string? Client { get; init; }

    public RefusalGrouping By { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || Rule is not null || Client is not null;

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        Rule,
        Client is null ? null : Client.Length > 0 ? $"client {Client}" : "no client named",
    }.Where(word => word is not null));

    /// <summary>The address of this state; what is as usual is left out.</summary>
    public string Href => Paging.Address(RefusalAddress.List,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("rule", Rule),
        ("client", Client),
        ("by", By == RefusalGrouping.None ? null : By.ToString().ToLowerInvariant()),
        .. At.Query,
    ]);

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static RefusalListState Read(string? q, string? rule, string? client, string? by, string? page, string? rows) => new()
    {
        Search = q?.Trim() ?? "",
        Rule = string.IsNullOrEmpty(rule) ? null : rule,
        Client = client,
        By = by switch { "rule" => RefusalGrouping.Rule, "client" => RefusalGrouping.Client, _ => RefusalGrouping.None },
        At = Paging.Read(page, rows),
    };

    /// <param name="clientName">What the client is called that the request named.</param>
    public bool Matches(RefusalRecord record, string clientName) =>
        (Rule is null || record.Rule.Id == Rule)
        && (Client is null || record.Claimed == Client)
        && (Search.Length == 0 || TextsOf(record).Append(clientName).Any(text => text.Contains(Search, StringComparison.OrdinalIgnoreCase)));

    private static string[] TextsOf(RefusalRecord record) =>
    [
        record.RequestId, record.Rule.Id, record.Rule.Meaning, record.Claimed, record.Endpoint, record.GrantType, record.Address,
        record.Expected, record.Received, record.Facts.UserAgent,
    ];
}
