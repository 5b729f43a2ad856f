using System.Collections.Immutable;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;

namespace Dex.Domain.Codes;

/// <summary>Authorization codes. They come into being when an authorization request ends.</summary>
public interface IAuthorizationCodeStore
{
    /// <summary>Null when absent or expired; a redeemed code is found.</summary>
    Task<AuthorizationCode?> FindAsync(string hash, CancellationToken ct);

    /// <summary>
    /// Spends the code and notes what will be issued for it. The database decides: of any number of attempts on any nodes exactly one gets
    /// true.
    /// </summary>
    /// <param name="refreshToken">Begins in the same act; null when none is issued.</param>
    Task<bool> TryRedeemAsync(string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct);
}
