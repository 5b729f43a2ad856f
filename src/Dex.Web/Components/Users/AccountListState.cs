using Dex.Domain.Users;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>What the list of accounts shows, as the address says it.</summary>
public sealed record AccountListState
{
    private const string Locked = "locked";
    private const string Open = "open";

    public string Search { get; init; } = "";

    /// <summary>Null: locked or not.</summary>
    public bool? IsLocked { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || IsLocked is not null;

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        IsLocked switch { true => Locked, false => "not locked", _ => null },
    }.Where(word => word is not null));

    /// <summary>The address of this state; what is as usual is left out.</summary>
    public string Href => Paging.Address(UserAddress.Accounts,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("state", IsLocked switch { true => Locked, false => Open, _ => null }),
        .. At.Query,
    ]);

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static AccountListState Read(string? q, string? state, string? page, string? rows) => new()
    {
        Search = q?.Trim() ?? "",
        IsLocked = state switch { Locked => true, Open => false, _ => null },
        At = Paging.Read(page, rows),
    };

    public LocalUserQuery ToQuery() => new() { Search = Search, IsLocked = IsLocked, Offset = At.Offset, Count = At.Rows };
}
