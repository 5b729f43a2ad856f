using System.Collections.Immutable;
using Dex.Domain.Codes;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>Authorization codes. One conditional update spends a code, so that the database has the last word on who did.</summary>
public sealed class AuthorizationCodeStore(StoreAccess access, RefreshTokenWriter refreshTokens, SealedText secrets, TimeProvider clock)
    : IAuthorizationCodeStore
{
    public async Task<AuthorizationCode?> FindAsync(string hash, CancellationToken ct)
    {
        if (!IsPossible(hash))
        {
            return null;
        }

        var row = await access.ReadAsync((db, token) => Live(db, hash).AsNoTracking().SingleOrDefaultAsync(token), ct);
        return row is null ? null : Read(row);
    }

    public async Task<bool> TryRedeemAsync(
        string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var isOurs = IsPossible(hash);

        // False of the write with the code spent by it: another sign-in of the person took the refresh token's slot in between.
        while (isOurs)
        {
            if (await access.WriteAsync(async (db, token) => isOurs = await RedeemAsync(db, hash, tokens, refreshToken, token), ct))
            {
                return true;
            }

            ct.ThrowIfCancellationRequested();
        }

        return false;
    }

    internal static AuthorizationCodeRow Write(AuthorizationCode code, SealedText secrets) => new()
    {
        Hash = code.Hash,
        Json = JsonColumn.Write(code with { ConnectorData = null, RedeemedAt = null, IssuedTokens = [] }),
        ConnectorData = secrets.Seal(code.ConnectorData, DataPlace(code.Hash)),
        ExpiresAt = code.ExpiresAt,
        RedeemedAt = code.RedeemedAt,
        IssuedTokens = code.RedeemedAt is null ? null : JsonColumn.Write(code.IssuedTokens),
    };

    private static bool IsPossible(string hash) => KeyText.IsRandomId(hash, KeyLengths.Hash);

    private static string DataPlace(string hash) => "authorization-code-data:" + hash;

    private async Task<bool> RedeemAsync(
        DexDbContext db, string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var issued = JsonColumn.Write(tokens);
        if (await Live(db, hash).Where(row => row.RedeemedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.RedeemedAt, now).SetProperty(row => row.IssuedTokens, issued), ct) == 0)
        {
            return false;
        }

        if (refreshToken is not null)
        {
            // The row is taken by the update, so nobody changes it between this reading and the writing.
            var code = JsonColumn.Read<AuthorizationCode>(await Live(db, hash).Select(row => row.Json).SingleAsync(ct));
            var json = JsonColumn.Write(code with { RefreshTokenId = refreshToken.Token.Id });
            await Live(db, hash).ExecuteUpdateAsync(set => set.SetProperty(row => row.Json, json), ct);
            await refreshTokens.AddAsync(db, refreshToken, ct);
        }

        return true;
    }

    private IQueryable<AuthorizationCodeRow> Live(DexDbContext db, string hash)
    {
        var now = clock.GetUtcNow();
        return db.AuthorizationCodes.Where(row => row.Hash == hash && row.ExpiresAt > now);
    }

    private AuthorizationCode Read(AuthorizationCodeRow row) => JsonColumn.Read<AuthorizationCode>(row.Json) with
    {
        ConnectorData = secrets.Open(row.ConnectorData, DataPlace(row.Hash)),
        ExpiresAt = row.ExpiresAt,
        RedeemedAt = row.RedeemedAt,
        IssuedTokens = row.IssuedTokens is null ? [] : [.. JsonColumn.Read<IssuedToken[]>(row.IssuedTokens)],
    };
}
