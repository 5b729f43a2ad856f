namespace Dex.Domain.Protocol;

/// <summary>The response types of the authorization endpoint (OAuth 2.0 Multiple Response Type Encoding Practices).</summary>
public static class ResponseTypes
{
    public const string Code = "code";
    public const string Token = "token";
    public const string IdToken = "id_token";

    /// <summary>The spellings that a configuration may use.</summary>
    public static IReadOnlyList<string> Legal { get; } =
        [Code, Token, IdToken, "code id_token", "code token", "id_token token", "code id_token token"];

    /// <summary>True when the response type hands out an access token in the front channel, which is what makes <c>implicit</c> servable.</summary>
    public static bool ContainsToken(string responseType) => responseType.Split(' ').Contains(Token, StringComparer.Ordinal);
}
