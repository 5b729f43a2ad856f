using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>What the client list shows, as the address says it: everything in it can be bookmarked and gone back to.</summary>
public sealed record ClientListState
{
    public string Search { get; init; } = "";

    public ClientKind? Kind { get; init; }

    public string? Grant { get; init; }

    public SecretHealth? Secrets { get; init; }

    public ClientSort Sort { get; init; }

    public Paging At { get; init; } = Paging.Start;

    public bool IsFiltered => Search.Length > 0 || Kind is not null || Grant is not null || Secrets is not null;

    /// <summary>The filters in words, for a list without a hit.</summary>
    public string Filters => string.Join(", ", new[]
    {
        Search.Length > 0 ? $"“{Search}”" : null,
        Kind is { } kind ? ClientKinds.Word(kind) : null,
        Grant is { } grant ? GrantTypes.ShortName(grant) : null,
        Secrets is { } secrets ? $"secrets {secrets.ToString().ToLowerInvariant()}" : null,
    }.Where(word => word is not null));

    /// <summary>Reads the query; what makes no sense counts as absent.</summary>
    public static ClientListState Read(string? q, string? kind, string? grant, string? secrets, string? sort, string? page, string? rows) => new()
    {
        Search = q?.Trim() ?? "",
        Kind = Choice<ClientKind>(kind),
        Grant = grant is not null && GrantTypes.IsKnown(grant) ? grant : null,
        Secrets = Choice<SecretHealth>(secrets),
        Sort = Choice<ClientSort>(sort) ?? ClientSort.Attention,
        At = Paging.Read(page, rows),
    };

    /// <summary>The address of this state, relative to the console's path; what is as usual is left out.</summary>
    public string Href => Paging.Address(ClientAddress.List,
    [
        ("q", Search.Length > 0 ? Search : null),
        ("kind", Slug(Kind)),
        ("grant", Grant),
        ("secrets", Slug(Secrets)),
        ("sort", Sort == ClientSort.Attention ? null : Slug<ClientSort>(Sort)),
        .. At.Query,
    ]);

    public ClientQuery ToQuery() => new()
    {
        Search = Search,
        Kind = Kind,
        GrantType = Grant,
        Secrets = Secrets,
        Sort = Sort,
        Descending = Sort == ClientSort.LastToken,
        Offset = At.Offset,
        Count = At.Rows,
    };

    private static string? Slug<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static T? Choice<T>(string? text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Slug<T>(value) == text).Select(value => (T?)value).FirstOrDefault();
}
