using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>Makes a person of a provider's claims by the rules of the file; the first rule that fails decides the error.</summary>
internal sealed class OidcClaims(OidcSettings settings)
{
    private readonly OidcGroups _groups = new(settings);

    /// <summary><c>openid</c> first, then what the file asks for.</summary>
    public IReadOnlyList<string> Scopes { get; } =
        [.. new[] { "openid" }.Concat(settings.Scopes.Count > 0 ? settings.Scopes : ["profile", "email"]).Distinct(StringComparer.Ordinal)];

    /// <exception cref="ConnectorException">A claim that the rules need is missing or malformed.</exception>
    public PersonClaims ToPerson(IReadOnlyDictionary<string, JsonElement> claims)
    {
        var subject = Text(claims, "sub") ?? throw Missing("sub");
        var nameKey = settings.UserNameKey.Length > 0 ? settings.UserNameKey : "name";
        var name = Text(claims, nameKey) ?? throw Missing(nameKey);
        var mapping = settings.ClaimMapping;
        var preferred = Text(claims, KeyOf(claims, "preferred_username", mapping.PreferredUsername)) ?? "";

        var asksForEmail = Scopes.Contains("email", StringComparer.Ordinal);
        var emailKey = KeyOf(claims, "email", mapping.Email);
        var email = Text(claims, emailKey) ?? (asksForEmail ? throw Missing(emailKey) : "");
        var isVerified = claims.GetValueOrDefault("email_verified") switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ when settings.InsecureSkipEmailVerified => true,
            _ => asksForEmail ? throw Missing("email_verified") : false,
        };

        var groups = _groups.Of(claims);
        var userId = settings.UserIdKey.Length > 0 ? Text(claims, settings.UserIdKey) ?? throw Missing(settings.UserIdKey) : subject;
        return new PersonClaims
        {
            // Everybody with an empty id would be one and the same person to every application.
            UserId = userId.Length > 0 ? userId : throw new ConnectorException("oidc: the user id is empty"),
            Username = name,
            PreferredUsername = preferred,
            Email = email,
            EmailVerified = isVerified,
            Groups = [.. groups],
        };
    }

    /// <summary>The mapped name when the standard claim is absent or overridden, and there is one.</summary>
    private string KeyOf(IReadOnlyDictionary<string, JsonElement> claims, string standard, string mapped) =>
        mapped.Length > 0 && (settings.OverrideClaimMapping || Text(claims, standard) is null) ? mapped : standard;

    private static string? Text(IReadOnlyDictionary<string, JsonElement> claims, string name) =>
        claims.TryGetValue(name, out var claim) && claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;

    private static ConnectorException Missing(string key) => new($"oidc: the claim \"{key}\" is missing, or is not of the right type");
}
