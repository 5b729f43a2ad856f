using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The deny list: a row per token that was taken back, until the token would have expired.</summary>
public sealed class RevokedTokens(StoreAccess access, HotQueries queries, TimeProvider clock) : IRevokedTokens
{
    public async Task RevokeAsync(IReadOnlyCollection<IssuedToken> tokens, CancellationToken ct)
    {
        if (tokens.Any(issued => !IsPossible(issued.Id)))
        {
            throw new ArgumentException("A token of ours has an id that cannot be a key.", nameof(tokens));
        }

        var now = clock.GetUtcNow();
        var live = tokens.Where(issued => issued.ExpiresAt > now).DistinctBy(issued => issued.Id, StringComparer.Ordinal).ToArray();

        // False when another node took one of them back in between; then it is there to be seen.
        while (live.Length > 0 && !await access.WriteAsync((db, token) => AddMissingAsync(db, live, token), ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken ct) =>
        IsPossible(tokenId) && await access.ReadAsync((db, token) => queries.IsRevoked(db, tokenId, token), ct);

    private static bool IsPossible(string tokenId) => KeyText.IsRandomId(tokenId, KeyLengths.RandomId);

    private static async Task<bool> AddMissingAsync(DexDbContext db, IssuedToken[] tokens, CancellationToken ct)
    {
        var ids = tokens.Select(issued => issued.Id).ToArray();
        var known = await db.RevokedTokens.Where(row => ids.Contains(row.TokenId)).Select(row => row.TokenId).ToListAsync(ct);
        db.RevokedTokens.AddRange(tokens
            .Where(issued => !known.Contains(issued.Id))
            .Select(issued => new RevokedTokenRow { TokenId = issued.Id, ExpiresAt = issued.ExpiresAt }));
        return true;
    }
}
