using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>A page of the refresh tokens, filtered and sorted by the database. Nothing sealed is opened for it.</summary>
internal static class RefreshTokenList
{
    public static async Task<RefreshTokenPage> ReadAsync(DexDbContext db, RefreshTokenQuery query, CancellationToken ct)
    {
        var rows = Search(Filter(db.RefreshTokens.AsNoTracking(), query.Holders), query.Search);
        var page = await Sort(rows).Skip(Math.Max(0, query.Offset)).Take(Math.Max(0, query.Count)).ToListAsync(ct);
        return new RefreshTokenPage([.. page.Select(RefreshTokenRows.ReadPublic)], await rows.CountAsync(ct));
    }

    /// <exception cref="ArgumentException">A person is named without the connector.</exception>
    public static IQueryable<RefreshTokenRow> Filter(IQueryable<RefreshTokenRow> rows, RefreshTokenHolders holders)
    {
        if (holders.ClientId is { } asked)
        {
            var clientId = KeyText.Storable(asked);
            rows = rows.Where(row => row.ClientId == clientId);
        }

        switch (holders)
        {
            case { ConnectorId: { } connector, UserId: { } userId }:
                var personKey = IdentityStore.Key(connector, userId);
                return rows.Where(row => row.PersonKey == personKey);
            case { ConnectorId: { } connector }:
                var connectorId = KeyText.Storable(connector);
                return rows.Where(row => row.ConnectorId == connectorId);
            case { UserId: not null }:
                throw new ArgumentException("A person is known by connector and user id.", nameof(holders));
            default:
                return rows;
        }
    }

    internal static IQueryable<RefreshTokenRow> Sort(IQueryable<RefreshTokenRow> rows) =>
        rows.OrderByDescending(row => row.LastUsedAt).ThenBy(row => row.Id);

    internal static IQueryable<RefreshTokenRow> Search(IQueryable<RefreshTokenRow> rows, string search)
    {
        var text = KeyText.Storable(search.Trim()).ToLowerInvariant();
        return text.Length > 0 ? rows.Where(row => row.SearchText.Contains(text)) : rows;
    }
}
