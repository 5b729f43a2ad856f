using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Introspection;

namespace Dex.Web.Endpoints.Http;

/// <summary>The body for an active token, members in dex's order (protocol 7.2).</summary>
internal static class IntrospectionJson
{
    private static readonly string[] Extension =
    [
        ClaimNames.AuthorizedParty, ClaimNames.SessionId, ClaimNames.Email, ClaimNames.EmailVerified, ClaimNames.Groups, ClaimNames.Name,
        ClaimNames.PreferredUsername, ClaimNames.FederatedClaims,
    ];

    public static byte[] Of(ActiveToken token)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteBoolean("active", true);
            json.WriteString("client_id", token.ClientId);
            Copy(json, token, ClaimNames.Subject, "sub");
            Copy(json, token, ClaimNames.Expiry, "exp");
            Copy(json, token, ClaimNames.IssuedAt, "iat");
            Copy(json, token, ClaimNames.IssuedAt, "nbf");
            Copy(json, token, ClaimNames.PreferredUsername, "username");
            Copy(json, token, ClaimNames.Audience, "aud");
            Copy(json, token, ClaimNames.Issuer, "iss");
            json.WriteString("token_type", "Bearer");
            json.WriteString("token_use", "access_token");
            json.WriteStartObject("ext");
            foreach (var claim in Extension)
            {
                Copy(json, token, claim, claim);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Copy(Utf8JsonWriter json, ActiveToken token, string claim, string member)
    {
        if (token.Claims.TryGetProperty(claim, out var value))
        {
            json.WritePropertyName(member);
            value.WriteTo(json);
        }
    }
}
