using Dex.Domain.Claims;
using Dex.Domain.RefreshTokens;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Tokens;

/// <summary>What the list of refresh tokens shows, as the address says it.</summary>
public sealed record RefreshTokenListState
{
    public string Search { get; init; } = "";

    /// <summary>Null: all connectors.</summary>
    public string? Connector { get; init; }

    /// <summary>Null: all clients.</summary>
    public string? Client { get; init; }

    /// <summary>The person's <c>sub</c>; null: all people.</summary>
    public string? Person { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || Connector is not null || Client is not null || Person is not null;

    /// <summary>Whom <see cref="Person"/> names; null when it names nobody.</summary>
    public (string UserId, string ConnectorId)? PersonKey => Person is null ? null : Subject.Decode(Person);

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        Connector is not null ? $"connector {Connector}" : null,
        Client is not null ? $"client {Client}" : null,
        Person is not null ? $"person {PersonKey?.UserId ?? Person}" : null,
    }.Where(word => word is not null));

    /// <summary>The address of this state; what is as usual is left out.</summary>
    public string Href => Paging.Address(TokenAddress.RefreshTokens,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("connector", Connector),
        ("client", Client),
        ("person", Person),
        .. At.Query,
    ]);

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static RefreshTokenListState Read(string? q, string? connector, string? client, string? person, string? page, string? rows)
    {
        var named = string.IsNullOrEmpty(person) || Subject.Decode(person) is null ? null : person;
        return new()
        {
            Search = q?.Trim() ?? "",
            Connector = string.IsNullOrEmpty(connector) ? null : connector,
            Client = string.IsNullOrEmpty(client) ? null : client,
            Person = named,
            At = Paging.Read(page, rows),
        };
    }

    public RefreshTokenQuery ToQuery() => new()
    {
        Search = Search,
        Holders = new RefreshTokenHolders
        {
            ClientId = Client,
            ConnectorId = PersonKey?.ConnectorId ?? Connector,
            UserId = PersonKey?.UserId,
        },
        Offset = At.Offset,
        Count = At.Rows,
    };
}
