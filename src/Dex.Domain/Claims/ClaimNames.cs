using System.Collections.Frozen;

namespace Dex.Domain.Claims;

/// <summary>Claim names on the wire (RFC 7519 section 4.1, OpenID Connect Core sections 2 and 5.1).</summary>
public static class ClaimNames
{
    public const string Issuer = "iss";
    public const string Subject = "sub";
    public const string Audience = "aud";
    public const string Expiry = "exp";
    public const string IssuedAt = "iat";
    public const string TokenId = "jti";
    public const string AuthorizedParty = "azp";
    public const string Nonce = "nonce";
    public const string AuthTime = "auth_time";
    public const string SessionId = "sid";
    public const string AccessTokenHash = "at_hash";
    public const string CodeHash = "c_hash";
    public const string Email = "email";
    public const string EmailVerified = "email_verified";
    public const string Groups = "groups";
    public const string Name = "name";
    public const string PreferredUsername = "preferred_username";
    public const string FederatedClaims = "federated_claims";

    /// <summary>Names that static claims may not use: what we issue, and what resource servers read as authority.</summary>
    public static FrozenSet<string> Reserved { get; } = new[]
    {
        Issuer, Subject, Audience, Expiry, IssuedAt, TokenId, AuthorizedParty, Nonce, AuthTime, SessionId, AccessTokenHash, CodeHash,
        Email, EmailVerified, Groups, Name, PreferredUsername, FederatedClaims,
        "nbf", "acr", "amr", "act", "may_act", "cnf", "client_id", "events", "scope", "scp", "s_hash", "sub_jwk", "token_use", "typ",
    }.ToFrozenSet(StringComparer.Ordinal);
}
