using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>
/// Refresh tokens. A turn is taken and completed by conditional updates of one row, so that no transaction is open while a connector is
/// asked, and the database has the last word on who refreshed.
/// </summary>
public sealed class RefreshTokenStore(StoreAccess access, RefreshTokenWriter writer, SealedText secrets, TimeProvider clock) : IRefreshTokenStore
{
    public async Task<RefreshToken?> FindAsync(string id, CancellationToken ct)
    {
        if (!IsPossible(id))
        {
            return null;
        }

        var found = await access.ReadAsync(
            (db, token) => db.RefreshTokens.AsNoTracking()
                .Where(row => row.Id == id)
                .Select(row => new
                {
                    Row = row,
                    Data = db.OfflineSessions.Where(session => session.PersonKey == row.PersonKey).Select(session => session.ConnectorData).FirstOrDefault(),
                })
                .SingleOrDefaultAsync(token),
            ct);
        return found is null ? null : RefreshTokenRows.Read(found.Row, found.Data, secrets);
    }

    public async Task AddAsync(NewRefreshToken token, CancellationToken ct)
    {
        // False when another sign-in of the person took the slot in between; then there is one more to replace.
        while (!await access.WriteAsync(
            async (db, writing) =>
            {
                await writer.AddAsync(db, token, writing);
                return true;
            },
            ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    public async Task<bool> TryTakeTurnAsync(string id, string valueHash, string turn, DateTimeOffset until, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return IsPossible(id) && await access.WriteAsync(
            async (db, token) => await db.RefreshTokens
                .Where(row => row.Id == id && row.ValueHash == valueHash && (row.Turn == null || row.TurnUntil <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Turn, turn).SetProperty(row => row.TurnUntil, until), token) == 1,
            ct);
    }

    public async Task<bool> CompleteAsync(string id, string turn, Refreshed refreshed, CancellationToken ct)
    {
        if (!IsPossible(id))
        {
            return false;
        }

        // False of the write with the turn still taken: another refresh of the person kept its connector's data first. Then there is a row to renew.
        var isOurs = true;
        while (isOurs)
        {
            if (await access.WriteAsync(async (db, token) => isOurs = await CompleteAsync(db, id, turn, refreshed, token), ct))
            {
                return true;
            }

            ct.ThrowIfCancellationRequested();
        }

        return false;
    }

    public async Task GiveUpTurnAsync(string id, string turn, CancellationToken ct)
    {
        if (IsPossible(id))
        {
            await access.WriteAsync(
                async (db, token) => await Turn(db, id, turn).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Turn, (string?)null).SetProperty(row => row.TurnUntil, (DateTimeOffset?)null), token) == 1,
                ct);
        }
    }

    public async Task<bool> NoteIssuedAsync(string id, ImmutableArray<IssuedToken> tokens, CancellationToken ct) =>
        IsPossible(id) && await access.WriteAsync(
            async (db, token) =>
            {
                RefreshTokenWriter.Note(db, id, tokens);
                return await RefreshTokenEnding.HoldAsync(db, [id], token) == 1;
            },
            ct);

    public async Task<bool> EndAsync(string id, AuditEntry? entry, CancellationToken ct) =>
        IsPossible(id) && await EndAsync(db => db.RefreshTokens.Where(row => row.Id == id), _ => entry, ct) == 1;

    public Task<int> EndAllAsync(RefreshTokenHolders holders, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        if (holders is { ClientId: null, ConnectorId: null, UserId: null })
        {
            throw new ArgumentException("Nobody is named.", nameof(holders));
        }

        return EndAsync(db => RefreshTokenList.Filter(db.RefreshTokens, holders), entryFor, ct);
    }

    public Task<RefreshTokenPage> ListAsync(RefreshTokenQuery query, CancellationToken ct) =>
        access.ReadAsync((db, token) => RefreshTokenList.ReadAsync(db, query, token), ct);

    private static bool IsPossible(string id) => KeyText.IsRandomId(id, KeyLengths.RandomId);

    private static IQueryable<RefreshTokenRow> Turn(DexDbContext db, string id, string turn) =>
        db.RefreshTokens.Where(row => row.Id == id && row.Turn == turn);

    private async Task<bool> CompleteAsync(DexDbContext db, string id, string turn, Refreshed refreshed, CancellationToken ct)
    {
        var rows = Turn(db, id, turn);
        if (await rows.AsNoTracking().Select(row => new { row.ClientId, row.PersonKey }).SingleOrDefaultAsync(ct) is not { } holder)
        {
            return false;
        }

        await writer.KeepAsync(db, holder.PersonKey, refreshed.ConnectorData, ct);
        var person = JsonColumn.Write(refreshed.Person);
        var searchText = RefreshTokenRows.SearchText(id, holder.ClientId, refreshed.Person);
        var currentValue = secrets.Seal(refreshed.CurrentValue, RefreshTokenRows.ValuePlace(id));
        if (await rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Person, person)
                .SetProperty(row => row.SearchText, searchText)
                .SetProperty(row => row.ValueHash, refreshed.ValueHash)
                .SetProperty(row => row.PreviousHash, refreshed.PreviousHash)
                .SetProperty(row => row.CurrentValue, currentValue)
                .SetProperty(row => row.LastUsedAt, refreshed.At)
                .SetProperty(row => row.Turn, (string?)null)
                .SetProperty(row => row.TurnUntil, (DateTimeOffset?)null),
            ct) == 0)
        {
            return false;
        }

        RefreshTokenWriter.Note(db, id, refreshed.Tokens);
        return true;
    }

    private async Task<int> EndAsync(Func<DexDbContext, IQueryable<RefreshTokenRow>> rows, Func<int, AuditEntry?> entryFor, CancellationToken ct)
    {
        var ended = 0;
        await access.WriteAsync(
            async (db, token) =>
            {
                ended = await RefreshTokenEnding.EndAsync(db, rows(db), clock.GetUtcNow(), token);
                if (ended > 0 && entryFor(ended) is { } entry)
                {
                    db.AddAudit(entry);
                }

                return ended > 0;
            },
            ct);
        return ended;
    }
}
