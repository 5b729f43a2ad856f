using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// The commands that end refresh tokens: one door for the console and the API. Each asks again whether the person may, takes the access
/// and ID tokens issued beside them back, and records how many there were.
/// </summary>
public sealed class RefreshTokenAdministration(IRefreshTokenStore store, IClientDirectory clients, IAdministratorGate gate, TimeProvider clock)
{
    private const string Field = "Refresh tokens";

    /// <summary>Ends one; the counts are of its person at its client.</summary>
    public async Task<Saved<TokenCount>> EndAsync(string id, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        if (await store.FindAsync(id, ct) is not { } token)
        {
            return Missing;
        }

        var holders = new RefreshTokenHolders { ClientId = token.ClientId, ConnectorId = token.ConnectorId, UserId = token.Person.UserId };
        var before = await CountAsync(holders, ct);
        var entry = AuditEntry.By(
            actor, clock.GetUtcNow(), "identity.refresh_token_ended", IdentityAdministration.SubjectType,
            IdentityAdministration.SubjectOf(token.ConnectorId, token.Person.UserId), new FieldChange($"Refresh token of {token.ClientId}", id, null));
        return await store.EndAsync(id, entry, ct) ? new TokenCount(Math.Max(before, 1), await CountAsync(holders, ct)) : Missing;
    }

    /// <summary>Ends all that a person has, at every client.</summary>
    public Task<Saved<TokenCount>> EndOfPersonAsync(string connectorId, string userId, Administrator actor, CancellationToken ct) => EndAllAsync(
        new RefreshTokenHolders { ConnectorId = connectorId, UserId = userId },
        count => AuditEntry.By(
            actor, clock.GetUtcNow(), "identity.refresh_tokens_ended", IdentityAdministration.SubjectType,
            IdentityAdministration.SubjectOf(connectorId, userId), new FieldChange(Field, Number(count), Number(0))),
        actor,
        ct);

    /// <summary>Ends all that a client holds, whether the client is still there or not.</summary>
    public async Task<Saved<TokenCount>> EndOfClientAsync(string clientId, Administrator actor, CancellationToken ct)
    {
        var known = await clients.FindAsync(clientId, ct) is not null;
        return await EndAllAsync(
            new RefreshTokenHolders { ClientId = clientId },
            count => AuditEntry.By(
                actor, clock.GetUtcNow(), "client.refresh_tokens_ended", "client", clientId,
                new FieldChange(known ? Field : $"{Field} of a client that is gone", Number(count), Number(0))),
            actor,
            ct);
    }

    /// <summary>Ends all that came through a connector.</summary>
    public Task<Saved<TokenCount>> EndOfConnectorAsync(string connectorId, Administrator actor, CancellationToken ct) => EndAllAsync(
        new RefreshTokenHolders { ConnectorId = connectorId },
        count => AuditEntry.By(
            actor, clock.GetUtcNow(), "connector.refresh_tokens_ended", "connector", connectorId, new FieldChange(Field, Number(count), Number(0))),
        actor,
        ct);

    private static Refusal Missing { get; } = new("missing", "This refresh token has ended already.");

    private async Task<Saved<TokenCount>> EndAllAsync(
        RefreshTokenHolders holders, Func<int, AuditEntry> entryFor, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        var ended = await store.EndAllAsync(holders, entryFor, ct);

        // Somebody may have signed in anew in the meantime, which is theirs to do.
        var left = await CountAsync(holders, ct);
        return new TokenCount(ended + left, left);
    }

    private async Task<int> CountAsync(RefreshTokenHolders holders, CancellationToken ct) =>
        (await store.ListAsync(new RefreshTokenQuery { Holders = holders, Count = 0 }, ct)).Total;

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How many there were before a command and are left after it.</summary>
public sealed record TokenCount(int Before, int After);
