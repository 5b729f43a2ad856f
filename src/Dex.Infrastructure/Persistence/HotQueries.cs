using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence;

/// <summary>
/// The queries that requests wait for, compiled once. An instance for each opened database, because a compiled query belongs to one
/// provider's model.
/// </summary>
public sealed class HotQueries
{
    public Func<DexDbContext, string, CancellationToken, Task<Client?>> ClientById { get; } =
        EF.CompileAsyncQuery((DexDbContext db, string id, CancellationToken ct) =>
            db.Clients.AsNoTracking().SingleOrDefault(client => client.Id == id));

    public Func<DexDbContext, IAsyncEnumerable<TopicRow>> Topics { get; } =
        EF.CompileAsyncQuery((DexDbContext db) => db.Topics.AsNoTracking());

    public Func<DexDbContext, string, CancellationToken, Task<bool>> IsRevoked { get; } =
        EF.CompileAsyncQuery((DexDbContext db, string tokenId, CancellationToken ct) =>
            db.RevokedTokens.Any(row => row.TokenId == tokenId));
}
