using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The tokens that were taken back, in a list.</summary>
internal sealed class MemoryRevokedTokens : IRevokedTokens
{
    private readonly List<IssuedToken> _tokens = [];

    public IReadOnlyList<IssuedToken> All => _tokens;

    public Task RevokeAsync(IReadOnlyCollection<IssuedToken> tokens, CancellationToken ct)
    {
        _tokens.AddRange(tokens.Except(_tokens));
        return Task.CompletedTask;
    }

    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken ct) => new(_tokens.Exists(token => token.Id == tokenId));
}
