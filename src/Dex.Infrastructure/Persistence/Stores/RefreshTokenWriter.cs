using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>
/// Begins refresh tokens inside the transaction of whoever issues them: the act that spends a code, or that hands a device its tokens.
/// When the transaction fails as a duplicate, another sign-in of the same person took the slot in between, and the whole of it is to be
/// tried again.
/// </summary>
public sealed class RefreshTokenWriter(SealedText secrets)
{
    public async Task AddAsync(DexDbContext db, NewRefreshToken issued, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(issued);
        var token = issued.Token;
        var personKey = IdentityStore.Key(token.ConnectorId, token.Person.UserId);
        var clientId = KeyText.Storable(token.ClientId);

        // Before the tokens, as everywhere: of two who write for one person, the second waits here and not with half of it done.
        await KeepAsync(db, personKey, token.ConnectorData, ct);
        if (issued.Replaces)
        {
            // By person and client, not by slot: those of the time when the client had several end too. Their access tokens live on.
            await db.RefreshTokens.Where(row => row.ClientId == clientId && row.PersonKey == personKey).ExecuteDeleteAsync(ct);
        }

        db.RefreshTokens.Add(new RefreshTokenRow
        {
            Id = token.Id,
            Slot = issued.Replaces ? KeyText.HashOf(token.ClientId, personKey) : KeyText.HashOf(token.ClientId, personKey, token.Id),
            ClientId = clientId,
            PersonKey = personKey,
            ConnectorId = KeyText.Storable(token.ConnectorId),
            Json = RefreshTokenRows.JsonOf(token),
            Person = JsonColumn.Write(token.Person),
            SearchText = RefreshTokenRows.SearchText(token.Id, token.ClientId, token.Person),
            FamilyKey = secrets.Seal(token.FamilyKey, RefreshTokenRows.KeyPlace(token.Id)),
            ValueHash = token.ValueHash,
            PreviousHash = token.PreviousHash,
            CurrentValue = secrets.Seal(token.CurrentValue, RefreshTokenRows.ValuePlace(token.Id)),
            CreatedAt = token.CreatedAt,
            LastUsedAt = token.LastUsedAt,
        });
        Note(db, token.Id, issued.Tokens);
    }

    /// <summary>Keeps what the connector wants to find again of the person; nothing leaves what there is.</summary>
    internal async Task KeepAsync(DexDbContext db, string personKey, string? connectorData, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(connectorData))
        {
            return;
        }

        var data = secrets.Seal(connectorData, RefreshTokenRows.DataPlace(personKey));
        if (await db.OfflineSessions.Where(row => row.PersonKey == personKey).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConnectorData, data), ct) == 0)
        {
            db.OfflineSessions.Add(new OfflineSessionRow { PersonKey = personKey, ConnectorData = data });
        }
    }

    internal static void Note(DexDbContext db, string id, IEnumerable<IssuedToken> tokens) => db.IssuedTokens.AddRange(
        tokens.Select(issued => new IssuedTokenRow { TokenId = issued.Id, RefreshTokenId = id, ExpiresAt = issued.ExpiresAt }));
}
