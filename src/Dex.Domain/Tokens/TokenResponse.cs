namespace Dex.Domain.Tokens;

/// <summary>A successful answer of the token endpoint (RFC 6749 section 5.1).</summary>
public sealed record TokenResponse(string AccessToken, TimeSpan ExpiresIn)
{
    /// <summary>Null unless the grant issues one.</summary>
    public string? IdToken { get; init; }

    /// <summary>Null unless the grant issues one; never for machines.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Token exchange only (RFC 8693 section 2.2.1).</summary>
    public string? IssuedTokenType { get; init; }
}
