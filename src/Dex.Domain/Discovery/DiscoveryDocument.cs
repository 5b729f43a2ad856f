using System.Text.Encodings.Web;
using System.Text.Json;
using Dex.Domain.Authorization;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Discovery;

/// <summary>
/// What the issuer says of itself (OpenID Connect Discovery section 3): computed from a settings snapshot, so that what is previewed is,
/// byte for byte, what is served after saving. It lists what works and nothing else.
/// </summary>
public sealed class DiscoveryDocument
{
    /// <summary>Relative to the issuer.</summary>
    public const string Path = "/.well-known/openid-configuration";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    private DiscoveryDocument(IReadOnlyList<DiscoveryMember> members)
    {
        Members = members;
        Json = Write(members);
    }

    /// <summary>In the order in which they are served.</summary>
    public IReadOnlyList<DiscoveryMember> Members { get; }

    /// <summary>The body, UTF-8, indented.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <param name="algorithm">The algorithm of the current signing key.</param>
    public static DiscoveryDocument Of(ServerPolicy policy, string algorithm) => new([.. MembersOf(policy, algorithm)]);

    private static IEnumerable<DiscoveryMember> MembersOf(ServerPolicy policy, string algorithm)
    {
        var issuer = policy.Issuer;
        var responseTypes = ResponseTypeGate.Served(policy);
        var hasAuthorization = responseTypes.Count > 0;
        var grants = (policy.GrantTypes.Source, Key: policy.GrantTypes.Key.Length > 0 ? policy.GrantTypes.Key : "grant types");

        yield return Stated(policy, "issuer", issuer.Value, "issuer");
        if (hasAuthorization)
        {
            yield return new("authorization_endpoint", issuer.Endpoint("/auth"), grants.Source, grants.Key);
        }

        yield return new("token_endpoint", issuer.Endpoint("/token"));
        yield return new("jwks_uri", issuer.Endpoint("/keys"));
        yield return new("userinfo_endpoint", issuer.Endpoint("/userinfo"));
        if (policy.Serves(GrantTypes.DeviceCode))
        {
            yield return new("device_authorization_endpoint", issuer.Endpoint("/device/code"), grants.Source, grants.Key);
        }

        yield return new("introspection_endpoint", issuer.Endpoint("/token/introspect"));
        yield return new("revocation_endpoint", issuer.Endpoint("/token/revoke"));
        yield return new("grant_types_supported", policy.ServedGrantTypes.AsEnumerable().ToArray(), grants.Source, grants.Key);
        yield return Stated(policy, "response_types_supported", responseTypes, "oauth2.responseTypes");
        yield return new("subject_types_supported", new[] { "public" });
        yield return new("id_token_signing_alg_values_supported", new[] { algorithm }, null, "signing key");
        if (hasAuthorization)
        {
            yield return new("response_modes_supported", ResponseModesOf(responseTypes));
            yield return Stated(policy, "code_challenge_methods_supported", policy.File.Pkce.Methods.AsEnumerable().ToArray(),
                "oauth2.pkce.codeChallengeMethodsSupported");
        }

        yield return new("scopes_supported", ScopesOf(policy));
        yield return new("token_endpoint_auth_methods_supported", new[] { "client_secret_basic", "client_secret_post" });
        yield return new("claims_supported", ClaimsOf(policy));
        yield return new("request_uri_parameter_supported", false);
        if (hasAuthorization)
        {
            yield return new("authorization_response_iss_parameter_supported", true);
        }
    }

    private static DiscoveryMember Stated(ServerPolicy policy, string name, object value, string key)
    {
        var setting = policy.File.Resolve(key, value);
        return new(name, value, setting.Source, setting.Key.Length > 0 ? setting.Key : key);
    }

    // A token in a query ends up in logs, so the query carries a code alone.
    private static string[] ResponseModesOf(IReadOnlyList<string> responseTypes) =>
        responseTypes.Contains(ResponseTypes.Code) ? ["query", "fragment", "form_post"] : ["fragment", "form_post"];

    private static string[] ScopesOf(ServerPolicy policy) =>
        policy.Serves(GrantTypes.RefreshToken)
            ? [KnownScopes.OpenId, KnownScopes.Email, KnownScopes.Groups, KnownScopes.Profile, KnownScopes.OfflineAccess]
            : [KnownScopes.OpenId, KnownScopes.Email, KnownScopes.Groups, KnownScopes.Profile];

    // Claims about people are supplied only where some grant has a person in it.
    private static string[] ClaimsOf(ServerPolicy policy) =>
        policy.ServedGrantTypes.Any(grant => grant != GrantTypes.ClientCredentials)
            ? ["iss", "sub", "aud", "iat", "exp", "email", "email_verified", "name", "preferred_username", "at_hash", "groups", "federated_claims"]
            : ["iss", "sub", "aud", "iat", "exp", "name", "preferred_username", "at_hash", "groups"];

    private static byte[] Write(IReadOnlyList<DiscoveryMember> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            foreach (var member in members)
            {
                writer.WritePropertyName(member.Name);
                WriteValue(writer, member.Value);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<string> list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    writer.WriteStringValue(item);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A discovery member cannot be a {value.GetType().Name}.");
        }
    }
}
