using Dex.Domain.Tokens;

namespace Dex.Domain.Keys;

/// <summary>Signs with the current key.</summary>
public interface ISigner
{
    /// <summary>The algorithm of the current key, such as <c>RS256</c>; the configured one while no key exists.</summary>
    string Algorithm { get; }

    /// <summary>The compact JWS (RFC 7515 section 3.1) of the claims in their order, with the header members <c>alg</c>, <c>kid</c>, <c>typ</c>.</summary>
    /// <exception cref="SigningException">No key, or the key cannot sign.</exception>
    string Sign(TokenClaims claims);
}

/// <summary>Checks signature, issuer and expiry of tokens that claim to be ours.</summary>
public interface ITokenVerifier
{
    /// <summary>Null when the token is malformed, expired, of another issuer, or signed by no key in the ring.</summary>
    ValueTask<VerifiedToken?> VerifyAsync(string token, CancellationToken ct);

    /// <summary>
    /// As <see cref="VerifyAsync"/>, and an expired token passes: an <c>id_token_hint</c> only says who was signed in (OpenID Connect Core
    /// section 3.1.2.1).
    /// </summary>
    ValueTask<VerifiedToken?> VerifyHintAsync(string token, CancellationToken ct);
}

/// <summary>A token that one of our keys signed.</summary>
/// <param name="Type">The <c>typ</c> header; tells tokens of other purposes apart.</param>
/// <param name="Payload">The payload byte for byte.</param>
public sealed record VerifiedToken(string Type, ReadOnlyMemory<byte> Payload);

/// <summary>Signing failed for a reason that the caller cannot mend.</summary>
public sealed class SigningException(string message, Exception? inner = null) : Exception(message, inner);
