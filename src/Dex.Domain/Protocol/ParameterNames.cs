namespace Dex.Domain.Protocol;

/// <summary>The names of request parameters on the wire.</summary>
public static class ParameterNames
{
    public const string ClientId = "client_id";
    public const string ClientSecret = "client_secret";
    public const string GrantType = "grant_type";
    public const string Nonce = "nonce";
    public const string Scope = "scope";
    public const string Token = "token";
    public const string TokenTypeHint = "token_type_hint";
}
