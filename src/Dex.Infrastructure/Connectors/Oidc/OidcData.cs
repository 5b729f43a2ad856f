using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>What is kept of a sign-in until the browser comes back. The first two names are dex's; the value of the first is the verifier.</summary>
internal sealed record OidcSignIn
{
    [JsonPropertyName("codeChallenge"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CodeVerifier { get; init; }

    [JsonPropertyName("codeChallengeMethod"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CodeChallengeMethod { get; init; }

    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Null when the text is nothing of the kind.</summary>
    public static OidcSignIn? TryParse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<OidcSignIn>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What is kept of a person for a refresh, in dex's form: <c>{"RefreshToken": BASE64}</c>, empty when there is none.</summary>
internal static class OidcKept
{
    public static string Write(string refreshToken) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["RefreshToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(refreshToken)) });

    /// <summary>The refresh token; null when the text cannot be read.</summary>
    public static string? TryRead(string? json)
    {
        if (json is null || JsonText.TryReadObject(Encoding.UTF8.GetBytes(json)) is not { } members)
        {
            return null;
        }

        return members.GetValueOrDefault("RefreshToken") switch
        {
            { ValueKind: JsonValueKind.String } text when text.TryGetBytesFromBase64(out var bytes) => Encoding.UTF8.GetString(bytes),

            // Go writes a missing byte array as null.
            { ValueKind: JsonValueKind.Null } => "",
            _ => null,
        };
    }
}
