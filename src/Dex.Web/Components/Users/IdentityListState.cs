using Dex.Domain.Identities;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>What the list of identities shows, as the address says it.</summary>
public sealed record IdentityListState
{
    private const string Blocked = "blocked";

    public string Search { get; init; } = "";

    /// <summary>Null: all connectors.</summary>
    public string? Connector { get; init; }

    /// <summary>The client consented to; null: whatever people consented to.</summary>
    public string? Client { get; init; }

    /// <summary>True shows only people who are blocked.</summary>
    public bool IsBlocked { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || Connector is not null || Client is not null || IsBlocked;

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        Connector is not null ? $"connector {Connector}" : null,
        Client is not null ? $"consented to {Client}" : null,
        IsBlocked ? Blocked : null,
    }.Where(word => word is not null));

    /// <summary>The address of this state; what is as usual is left out.</summary>
    public string Href => Paging.Address(UserAddress.Identities,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("connector", Connector),
        ("client", Client),
        ("state", IsBlocked ? Blocked : null),
        .. At.Query,
    ]);

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static IdentityListState Read(string? q, string? connector, string? client, string? state, string? page, string? rows) => new()
    {
        Search = q?.Trim() ?? "",
        Connector = NullIfEmpty(connector),
        Client = NullIfEmpty(client),
        IsBlocked = state == Blocked,
        At = Paging.Read(page, rows),
    };

    public IdentityQuery ToQuery(DateTimeOffset now) => new()
    {
        Search = Search,
        ConnectorId = Connector,
        ConsentedTo = Client,
        BlockedAt = IsBlocked ? now : null,
        Offset = At.Offset,
        Count = At.Rows,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
