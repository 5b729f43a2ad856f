using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Console.Tokens;

/// <summary>Refresh tokens as the console asks for them; what only grants do is not here.</summary>
internal sealed class TokenShelf(List<AuditEntry> entries) : IRefreshTokenStore
{
    private readonly List<RefreshToken> _tokens = [];

    /// <summary>Every question fails with it, as while the database is gone.</summary>
    public Exception? Failure { get; set; }

    public RefreshTokenQuery? LastQuery { get; private set; }

    public IReadOnlyList<RefreshToken> All => _tokens;

    public void Put(RefreshToken token) => _tokens.Add(token);

    public Task<RefreshToken?> FindAsync(string id, CancellationToken ct) => Answer(_tokens.Find(token => token.Id == id));

    public Task<bool> EndAsync(string id, AuditEntry? entry, CancellationToken ct)
    {
        var ended = _tokens.RemoveAll(token => token.Id == id) > 0;
        if (ended && entry is not null)
        {
            entries.Insert(0, entry);
        }

        return Answer(ended);
    }

    public Task<int> EndAllAsync(RefreshTokenHolders holders, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        var ended = _tokens.RemoveAll(token => IsOf(token, holders));
        if (ended > 0)
        {
            entries.Insert(0, entryFor(ended));
        }

        return Answer(ended);
    }

    public Task<RefreshTokenPage> ListAsync(RefreshTokenQuery query, CancellationToken ct)
    {
        LastQuery = query.Count == 0 ? LastQuery : query;
        var found = _tokens
            .Where(token => $"{token.Person.Email}\n{token.Person.Username}\n{token.ClientId}\n{token.Id}".Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            .Where(token => IsOf(token, query.Holders))
            .OrderByDescending(token => token.LastUsedAt)
            .ToList();
        return Answer(new RefreshTokenPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public Task AddAsync(NewRefreshToken token, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryTakeTurnAsync(string id, string valueHash, string turn, DateTimeOffset until, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> CompleteAsync(string id, string turn, Refreshed refreshed, CancellationToken ct) => throw new NotSupportedException();

    public Task GiveUpTurnAsync(string id, string turn, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> NoteIssuedAsync(string id, ImmutableArray<IssuedToken> tokens, CancellationToken ct) => throw new NotSupportedException();

    private static bool IsOf(RefreshToken token, RefreshTokenHolders holders) =>
        (holders.ClientId is null || holders.ClientId == token.ClientId)
        && (holders.ConnectorId is null || holders.ConnectorId == token.ConnectorId)
        && (holders.UserId is null || holders.UserId == token.Person.UserId);

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
