using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Remembers which refresh tokens were ended, for those who do nothing else with them.</summary>
internal sealed class EndedRefreshTokens : IRefreshTokenStore
{
    private readonly List<string> _ids = [];

    public IReadOnlyList<string> Ids => _ids;

    public Task<bool> EndAsync(string id, AuditEntry? entry, CancellationToken ct)
    {
        _ids.Add(id);
        return Task.FromResult(true);
    }

    public Task<RefreshToken?> FindAsync(string id, CancellationToken ct) => throw new NotSupportedException();

    public Task AddAsync(NewRefreshToken token, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryTakeTurnAsync(string id, string valueHash, string turn, DateTimeOffset until, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> CompleteAsync(string id, string turn, Refreshed refreshed, CancellationToken ct) => throw new NotSupportedException();

    public Task GiveUpTurnAsync(string id, string turn, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> NoteIssuedAsync(string id, ImmutableArray<IssuedToken> tokens, CancellationToken ct) => throw new NotSupportedException();

    public Task<int> EndAllAsync(RefreshTokenHolders holders, Func<int, AuditEntry> entryFor, CancellationToken ct) => throw new NotSupportedException();

    public Task<RefreshTokenPage> ListAsync(RefreshTokenQuery query, CancellationToken ct) => throw new NotSupportedException();
}
