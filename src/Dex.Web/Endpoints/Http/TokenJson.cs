using System.Text.Json.Serialization;
using Dex.Domain.Tokens;

namespace Dex.Web.Endpoints.Http;

/// <summary>The body of a successful token response, members in dex's order; what is null is left out.</summary>
internal sealed record TokenJson(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("issued_token_type")] string? IssuedTokenType,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] long? ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("id_token")] string? IdToken)
{
    public static TokenJson Of(TokenResponse token)
    {
        var seconds = (long)token.ExpiresIn.TotalSeconds;
        return new TokenJson(token.AccessToken, token.IssuedTokenType, "bearer", seconds > 0 ? seconds : null, token.RefreshToken, token.IdToken);
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenJson))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;
