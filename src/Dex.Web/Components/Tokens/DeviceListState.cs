using Dex.Domain.Devices;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Tokens;

/// <summary>What the list of device requests shows, as the address says it.</summary>
public sealed record DeviceListState
{
    public string Search { get; init; } = "";

    /// <summary>Null: all clients.</summary>
    public string? Client { get; init; }

    /// <summary>Null: however far they have come.</summary>
    public DeviceStatus? Status { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || Client is not null || Status is not null;

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        Client is not null ? $"client {Client}" : null,
        Status is { } status ? DeviceWords.Of(status).ToLowerInvariant() : null,
    }.Where(word => word is not null));

    /// <summary>The address of this state; what is as usual is left out.</summary>
    public string Href => Paging.Address(TokenAddress.Devices,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("client", Client),
        ("state", Status is { } status ? Slug(status) : null),
        .. At.Query,
    ]);

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static DeviceListState Read(string? q, string? client, string? state, string? page, string? rows) => new()
    {
        Search = q?.Trim() ?? "",
        Client = string.IsNullOrEmpty(client) ? null : client,
        Status = Enum.GetValues<DeviceStatus>().Cast<DeviceStatus?>().FirstOrDefault(status => Slug(status!.Value) == state),
        At = Paging.Read(page, rows),
    };

    public DeviceRequestQuery ToQuery() => new() { Search = Search, ClientId = Client, Status = Status, Offset = At.Offset, Count = At.Rows };

    private static string Slug(DeviceStatus status) => status.ToString().ToLowerInvariant();
}
