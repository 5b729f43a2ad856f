using System.Buffers.Text;
using System.Text.Json;
using Dex.Domain.Connectors;
using Dex.Domain.Refusals;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>Verifies what a provider signed (OpenID Connect Core section 3.1.3.7).</summary>
internal sealed class ProviderTokens(OidcProvider provider, ProviderKeys keys, string clientId, TimeProvider clock)
{
    private static readonly TimeSpan NotBeforeLeeway = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>The claims of an ID token.</summary>
    /// <param name="checksAudience">False for a token that was issued to another client of the provider (RFC 8693).</param>
    public async Task<Dictionary<string, JsonElement>> VerifyIdTokenAsync(string token, bool checksAudience, CancellationToken ct)
    {
        var claims = await VerifySignatureAsync(token, ct);
        if (IsOfAnotherKind(token, claims))
        {
            throw Failed("it is no ID token");
        }

        var issuer = TextOf(claims, "iss");
        if (issuer != provider.Issuer)
        {
            throw Failed($"it is issued by \"{RefusalText.Clip(issuer)}\", not by {provider.Issuer}");
        }

        if (checksAudience && !AudienceOf(claims).Contains(clientId, StringComparer.Ordinal))
        {
            throw Failed($"it is not for {clientId}");
        }

        var now = clock.GetUtcNow();
        if (TimeOf(claims, "exp") is not { } expiry || expiry <= now)
        {
            throw Failed("it has expired");
        }

        if (claims.ContainsKey("nbf") && (TimeOf(claims, "nbf") is not { } notBefore || notBefore > now + NotBeforeLeeway))
        {
            throw Failed("it is not valid yet");
        }

        return claims;
    }

    /// <summary>The members of any object that the provider signed.</summary>
    public async Task<Dictionary<string, JsonElement>> VerifySignatureAsync(string token, CancellationToken ct)
    {
        var known = await keys.GetAsync(ct);
        var isSigned = await IsSignedAsync(token, known)
            || (await keys.NewerAsync(known, ct) is { } newer && await IsSignedAsync(token, newer));
        if (!isSigned)
        {
            throw Failed("no key of the provider has signed it");
        }

        return JsonText.TryReadObject(Base64Url.DecodeFromChars(token.Split('.')[1])) ?? throw Failed("its payload is no JSON object");
    }

    // RFC 8725 section 3.12: what a provider signs for another purpose (at+jwt, logout+jwt, secevent+jwt) says who signed in nowhere.
    private static bool IsOfAnotherKind(string token, Dictionary<string, JsonElement> claims) =>
        new JsonWebToken(token).Typ?.EndsWith("+jwt", StringComparison.OrdinalIgnoreCase) == true || claims.ContainsKey("events");

    // Issuer, audience and times are judged above, in words that name what is wrong.
    private async Task<bool> IsSignedAsync(string token, KeySet set)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeyResolver = (_, _, keyId, _) => set.For(keyId),
            RequireSignedTokens = true,
            ValidAlgorithms = provider.Algorithms,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        });
        return result.IsValid && result.SecurityToken is JsonWebToken { IsEncrypted: false };
    }

    private static string TextOf(Dictionary<string, JsonElement> claims, string name) =>
        claims.TryGetValue(name, out var claim) && claim.ValueKind == JsonValueKind.String ? claim.GetString()! : "";

    private static IEnumerable<string> AudienceOf(Dictionary<string, JsonElement> claims) => claims.GetValueOrDefault("aud") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    /// <summary>Null when absent or no time at all.</summary>
    private static DateTimeOffset? TimeOf(Dictionary<string, JsonElement> claims, string name) =>
        claims.TryGetValue(name, out var claim) && claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out var seconds)
            && seconds is >= 0 and <= 253402300799
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;

    private static ConnectorException Failed(string cause) => new($"oidc: token not verified: {cause}");
}
