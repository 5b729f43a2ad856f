using System.Collections.Immutable;
using Dex.Domain.Codes;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Authorization codes in a dictionary by their hash; of several redemptions the first wins.</summary>
internal sealed class MemoryCodes(TimeProvider clock) : IAuthorizationCodeStore
{
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);

    /// <summary>Runs before the next redemption is decided, as one on another node would.</summary>
    public Action<MemoryCodes>? BeforeRedemption { get; set; }

    public AuthorizationCode this[string code] => _codes[AuthorizationCode.HashOf(code)];

    public void Put(AuthorizationCode code) => _codes[code.Hash] = code;

    public Task<AuthorizationCode?> FindAsync(string hash, CancellationToken ct) => Task.FromResult(Live(hash));

    public Task<bool> TryRedeemAsync(string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var act = BeforeRedemption;
        BeforeRedemption = null;
        act?.Invoke(this);
        return Task.FromResult(Redeem(hash, tokens, refreshToken?.Token.Id));
    }

    /// <summary>What the database decides in one step.</summary>
    public bool Redeem(string hash, ImmutableArray<IssuedToken> tokens, string? refreshTokenId = null)
    {
        if (Live(hash) is not { RedeemedAt: null } code)
        {
            return false;
        }

        _codes[hash] = code with { RedeemedAt = clock.GetUtcNow(), IssuedTokens = tokens, RefreshTokenId = refreshTokenId };
        return true;
    }

    private AuthorizationCode? Live(string hash) => _codes.GetValueOrDefault(hash) is { } code && code.ExpiresAt > clock.GetUtcNow() ? code : null;
}
