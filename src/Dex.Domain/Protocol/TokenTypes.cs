namespace Dex.Domain.Protocol;

/// <summary>The token types that can be exchanged here (RFC 8693 section 3); the other registered ones are refused like unknown names.</summary>
public static class TokenTypes
{
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    public const string IdToken = "urn:ietf:params:oauth:token-type:id_token";

    public static IReadOnlyList<string> Exchangeable { get; } = [AccessToken, IdToken];
}
