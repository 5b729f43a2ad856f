using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Tokens;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// Refresh tokens, and what connectors keep of the people who hold them. Those of codes and device codes come into being in the act that
/// spends the code. A token that ends takes the access and ID tokens issued with it along, as far as they are still alive; one that a
/// newer sign-in replaces does not.
/// </summary>
public interface IRefreshTokenStore
{
    /// <summary>Null when there is none with this id. An expired one is found.</summary>
    Task<RefreshToken?> FindAsync(string id, CancellationToken ct);

    /// <summary>Keeps a token that no code was spent for; where it replaces, the one before ends in the same act.</summary>
    Task AddAsync(NewRefreshToken token, CancellationToken ct);

    /// <summary>
    /// Takes the turn to refresh, so that of many uses at the same time one asks the connector. False when the token is gone, has another
    /// value by now, or somebody else's turn is not over.
    /// </summary>
    /// <param name="turn">Names the turn; unguessable.</param>
    /// <param name="until">When the turn is over even if whoever took it never comes back.</param>
    Task<bool> TryTakeTurnAsync(string id, string valueHash, string turn, DateTimeOffset until, CancellationToken ct);

    /// <summary>
    /// Ends the turn with its outcome. False when the turn is somebody else's by now, or the token is gone: then nothing is changed.
    /// </summary>
    Task<bool> CompleteAsync(string id, string turn, Refreshed refreshed, CancellationToken ct);

    /// <summary>Ends the turn without an outcome.</summary>
    Task GiveUpTurnAsync(string id, string turn, CancellationToken ct);

    /// <summary>Notes tokens that are issued beside a token that nothing else changes on. False when it is gone: then nothing may be issued.</summary>
    Task<bool> NoteIssuedAsync(string id, ImmutableArray<IssuedToken> tokens, CancellationToken ct);

    /// <summary>Ends the token. False when it was gone.</summary>
    /// <param name="entry">Null when nobody decided it: a token that was reused, or taken back by its own client.</param>
    Task<bool> EndAsync(string id, AuditEntry? entry, CancellationToken ct);

    /// <summary>Ends all that match.</summary>
    /// <param name="entryFor">The record for so many tokens; asked only when there are some.</param>
    /// <returns>How many there were.</returns>
    Task<int> EndAllAsync(RefreshTokenHolders holders, Func<int, AuditEntry> entryFor, CancellationToken ct);

    /// <summary>Ordered by last use, newest first; ties by id. Without the secrets that the rows hold.</summary>
    Task<RefreshTokenPage> ListAsync(RefreshTokenQuery query, CancellationToken ct);
}

/// <summary>What a refresh leaves behind.</summary>
/// <param name="ValueHash">Of the value that works from now on: a new one, or the same.</param>
/// <param name="PreviousHash">Of the value before it; empty when it did not rotate.</param>
/// <param name="CurrentValue">Kept only for the reuse interval; null without one.</param>
/// <param name="ConnectorData">Replaces what the connector kept of the person; null or empty leaves it.</param>
/// <param name="Tokens">The tokens that are issued beside it.</param>
public sealed record Refreshed(
    PersonClaims Person, string ValueHash, string PreviousHash, string? CurrentValue, string? ConnectorData, DateTimeOffset At,
    ImmutableArray<IssuedToken> Tokens)
{
    public override string ToString() => nameof(Refreshed);
}

/// <summary>Whose refresh tokens; at least one member is set.</summary>
public sealed record RefreshTokenHolders
{
    /// <summary>Null: of any client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Null: of any connector.</summary>
    public string? ConnectorId { get; init; }

    /// <summary>With a connector: of this person; null: of anybody.</summary>
    public string? UserId { get; init; }
}

/// <summary>What the console's list of refresh tokens asks for.</summary>
public sealed record RefreshTokenQuery
{
    /// <summary>Part of e-mail address, name, user id, client id or token id, without regard to case; empty: all.</summary>
    public string Search { get; init; } = "";

    /// <summary>Null members: all.</summary>
    public RefreshTokenHolders Holders { get; init; } = new();

    public int Offset { get; init; }

    public int Count { get; init; } = 25;
}

/// <summary>One page of refresh tokens.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record RefreshTokenPage(IReadOnlyList<RefreshToken> Items, int Total);
