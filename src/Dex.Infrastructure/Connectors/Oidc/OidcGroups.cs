using System.Text.Json;
using System.Text.RegularExpressions;
using Dex.Domain.Connectors;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>The groups that a provider's claims give: read, filtered, checked, renamed, and others made of further claims, in this order.</summary>
internal sealed class OidcGroups(OidcSettings settings)
{
    private readonly Regex? _filter = settings.ClaimModifications.FilterGroupClaims.GroupsFilter is { Length: > 0 } pattern
        ? Re2Expression.TryCompile(pattern)
        : null;

    /// <exception cref="RequiredGroupsException">The person is in none of the allowed groups.</exception>
    public IEnumerable<string> Of(IReadOnlyDictionary<string, JsonElement> claims)
    {
        var groups = settings.InsecureEnableGroups ? Allowed(Read(claims)) : [];
        var affixes = settings.ClaimModifications.ModifyGroupNames;
        return groups.Select(group => affixes.Prefix + group + affixes.Suffix)
            .Concat(settings.ClaimModifications.NewGroupFromClaims.Select(rule => Made(rule, claims)).OfType<string>());
    }

    private List<string> Read(IReadOnlyDictionary<string, JsonElement> claims)
    {
        var (key, mapped) = ("groups", settings.ClaimMapping.Groups);
        if (mapped.Length > 0 && (settings.OverrideClaimMapping || claims.GetValueOrDefault(key).ValueKind != JsonValueKind.Array))
        {
            key = mapped;
        }

        return claims.GetValueOrDefault(key) switch
        {
            // As in dex, the filter looks at lists only.
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()
                .Select(item => NameOf(item, key))
                .OfType<string>()
                .Where(name => _filter?.IsMatch(name) != false)],
            _ => [],
        };
    }

    /// <summary>A text, or the name of an object; null for an object without one.</summary>
    private static string? NameOf(JsonElement item, string key) => item switch
    {
        { ValueKind: JsonValueKind.String } => item.GetString(),
        { ValueKind: JsonValueKind.Object } => item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null,
        _ => throw new ConnectorException($"oidc: the claim \"{key}\" is malformed: it holds something that is neither text nor an object"),
    };

    private List<string> Allowed(List<string> groups)
    {
        if (settings.AllowedGroups.Count == 0)
        {
            return groups;
        }

        var allowed = groups.Where(group => settings.AllowedGroups.Contains(group, StringComparer.Ordinal)).ToList();
        return allowed.Count > 0 ? allowed : throw new RequiredGroupsException("oidc: the user is in none of the allowed groups");
    }

    private static string? Made(OidcNewGroup rule, IReadOnlyDictionary<string, JsonElement> claims)
    {
        var values = rule.Claims
            .Select(name => claims.GetValueOrDefault(name))
            .Where(claim => claim.ValueKind == JsonValueKind.String)
            .Select(claim => claim.GetString()!)
            .Select(value => rule is { ClearDelimiter: true, Delimiter.Length: > 0 }
                ? value.Replace(rule.Delimiter, "", StringComparison.Ordinal)
                : value)
            .ToList();
        return values.Count > 0 ? string.Join(rule.Delimiter, values.Prepend(rule.Prefix)) : null;
    }
}
