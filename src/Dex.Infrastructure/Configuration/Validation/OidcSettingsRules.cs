using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>What can be told of an <c>oidc</c> connector without asking its provider.</summary>
internal static class OidcSettingsRules
{
    private const string At = "Settings.";

    public static void Check(OidcSettings settings, ValidationContext<ConnectorConfiguration> context)
    {
        if (!IsWebAddress(settings.Issuer))
        {
            context.Fault(At + "issuer", settings.Issuer.Length == 0
                ? "A connector of the type oidc needs the issuer of its provider; write issuer."
                : $"{Shown.Quoted(settings.Issuer)} is no absolute http or https URL.");
        }

        if (settings.ClientId.Length == 0)
        {
            context.Fault(At + "clientID", "A connector of the type oidc needs the id by which the provider knows this server; write clientID.");
        }

        if (settings.RedirectUri.Length == 0)
        {
            context.Fault(At + "redirectURI", "A connector of the type oidc needs this key; write the issuer of this file and /callback.");
        }

        CheckOverrides(settings.ProviderDiscoveryOverrides, context);
        CheckOptions(settings, context);
    }

    private static void CheckOverrides(OidcDiscoveryOverrides overrides, ValidationContext<ConnectorConfiguration> context)
    {
        (string Key, string Value)[] addresses =
        [
            ("tokenURL", overrides.TokenUrl), ("authURL", overrides.AuthUrl), ("jwksURL", overrides.JwksUrl),
            ("userInfoURL", overrides.UserInfoUrl), ("deviceAuthURL", overrides.DeviceAuthUrl), ("endSessionURL", overrides.EndSessionUrl),
        ];
        foreach (var (key, value) in addresses.Where(address => address.Value.Length > 0 && !IsWebAddress(address.Value)))
        {
            context.Fault($"{At}providerDiscoveryOverrides.{key}", $"{Shown.Quoted(value)} is no absolute http or https URL.");
        }
    }

    private static void CheckOptions(OidcSettings settings, ValidationContext<ConnectorConfiguration> context)
    {
        if (settings.HostedDomains.Count > 0)
        {
            context.Fault(At + "hostedDomains", "The key is gone from this type; connectors of the type google have it.");
        }

        if (settings.PkceChallenge.Length > 0 && !OidcSettings.PkceMethods.Contains(settings.PkceChallenge, StringComparer.Ordinal))
        {
            context.Fault(At + "pkceChallenge", $"{Shown.Quoted(settings.PkceChallenge)} is no method of PKCE; "
                + $"write one of {Shown.Listed(OidcSettings.PkceMethods)}, or leave the key out.");
        }

        if (settings is { AllowedGroups.Count: > 0, InsecureEnableGroups: false })
        {
            context.Warn(At + "allowedGroups", "The key has no effect without insecureEnableGroups: true, so everybody may sign in.");
        }

        var filter = settings.ClaimModifications.FilterGroupClaims.GroupsFilter;
        if (Re2Expression.TryCompile(filter) is null)
        {
            context.Warn(
                At + "claimModifications.filterGroupClaims.groupsFilter",
                $"ignoring invalid regular expression {Shown.Quoted(filter)}, so no group is filtered out.");
        }
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 };
}
