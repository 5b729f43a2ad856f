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
            switch (token)
            {
                case ActiveAccessToken access:
                    Write(json, access.Claims);
                    break;
                case ActiveRefreshToken refresh:
                    Write(json, refresh);
                    break;
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement claims)
    {
        Copy(json, claims, ClaimNames.Subject, "sub");
        Copy(json, claims, ClaimNames.Expiry, "exp");
        Copy(json, claims, ClaimNames.IssuedAt, "iat");
        Copy(json, claims, ClaimNames.IssuedAt, "nbf");
        Copy(json, claims, ClaimNames.PreferredUsername, "username");
        Copy(json, claims, ClaimNames.Audience, "aud");
        Copy(json, claims, ClaimNames.Issuer, "iss");
        json.WriteString("token_type", "Bearer");
        json.WriteString("token_use", "access_token");
        json.WriteStartObject("ext");
        foreach (var claim in Extension)
        {
            Copy(json, claims, claim, claim);
        }

        json.WriteEndObject();
    }

    // Without an absolute lifetime there is no exp (F-41), and what the scopes are does not matter: the resource server is no client.
    private static void Write(Utf8JsonWriter json, ActiveRefreshToken refresh)
    {
        var (token, person) = (refresh.Token, refresh.Token.Person);
        json.WriteString("sub", Subject.Encode(person.UserId, token.ConnectorId));
        if (refresh.ExpiresAt is { } end)
        {
            json.WriteNumber("exp", end.ToUnixTimeSeconds());
        }

        json.WriteNumber("iat", token.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("nbf", token.CreatedAt.ToUnixTimeSeconds());
        WriteText(json, "username", person.PreferredUsername);
        json.WriteString("aud", token.ClientId);
        json.WriteString("iss", refresh.Issuer);
        json.WriteString("token_type", "Bearer");
        json.WriteString("token_use", "refresh_token");
        json.WriteStartObject("ext");
        WritePerson(json, person);
        json.WriteEndObject();
    }

    private static void WritePerson(Utf8JsonWriter json, PersonClaims person)
    {
        if (person.Email.Length > 0)
        {
            json.WriteString(ClaimNames.Email, person.Email);
            json.WriteBoolean(ClaimNames.EmailVerified, person.EmailVerified);
        }

        if (!person.Groups.IsEmpty)
        {
            json.WriteStartArray(ClaimNames.Groups);
            foreach (var group in person.Groups)
            {
                json.WriteStringValue(group);
            }

            json.WriteEndArray();
        }

        WriteText(json, ClaimNames.Name, person.Username);
        WriteText(json, ClaimNames.PreferredUsername, person.PreferredUsername);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static void Copy(Utf8JsonWriter json, JsonElement claims, string claim, string member)
    {
        if (claims.TryGetProperty(claim, out var value))
        {
            json.WritePropertyName(member);
            value.WriteTo(json);
        }
    }
}
