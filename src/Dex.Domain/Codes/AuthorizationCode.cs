using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Claims;
using Dex.Domain.Tokens;

namespace Dex.Domain.Codes;

/// <summary>
/// An authorization code (RFC 6749 section 4.1.2) as it is kept: by its hash, so that a stolen database opens nothing. A redeemed code
/// stays until it expires, because a second use must be recognised (RFC 9700 section 4.5).
/// </summary>
public sealed record AuthorizationCode
{
    /// <summary>RFC 6749 section 4.1.2 asks for ten minutes at most; dex grants thirty, and relying parties have come to count on them.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(30);

    /// <summary><see cref="HashOf"/> of the code that the client got.</summary>
    public required string Hash { get; init; }

    public required string ClientId { get; init; }

    /// <summary>What the token endpoint must be shown, byte for byte.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Empty when the client sent none.</summary>
    public string Nonce { get; init; } = "";

    public required ImmutableArray<string> Scopes { get; init; }

    public required PersonClaims Person { get; init; }

    public required string ConnectorId { get; init; }

    /// <summary>Null when the connector keeps nothing.</summary>
    public string? ConnectorData { get; init; }

    /// <summary>Empty when the request had none.</summary>
    public string CodeChallenge { get; init; } = "";

    public string CodeChallengeMethod { get; init; } = "plain";

    /// <summary>
    /// The code of the device that the sign-in was for; empty for an application's own. The code then ends at our own callback: no proof
    /// key stands behind it, so nobody may redeem it at the token endpoint.
    /// </summary>
    public string UserCode { get; init; } = "";

    public required DateTimeOffset AuthTime { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null while nobody has redeemed it.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>The tokens that its redemption issued; empty before.</summary>
    public ImmutableArray<IssuedToken> IssuedTokens { get; init; } = [];

    /// <summary>The refresh token that its redemption began; null before, and when it began none.</summary>
    public string? RefreshTokenId { get; init; }

    /// <summary>SHA-256 as lower-case hex. A code has 128 random bits, so a plain hash cannot be searched.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
