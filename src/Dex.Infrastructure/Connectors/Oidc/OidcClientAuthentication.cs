using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Connectors.OAuth2;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>Which way of client authentication a provider is asked with.</summary>
internal static class OidcClientAuthentication
{
    /// <summary>Providers that count a failed Basic header as an attack, so that there must be no trial.</summary>
    private static readonly string[] BodyOnly = ["okta.com", "oktapreview.com"];

    public static ClientAuthenticationStyle For(OidcSettings settings) =>
        settings.BasicAuthUnsupported ?? IsBodyOnly(settings.Issuer) ? ClientAuthenticationStyle.Body : ClientAuthenticationStyle.ByTrial;

    private static bool IsBodyOnly(string issuer) => Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && BodyOnly.Any(host => uri.Host == host || uri.Host.EndsWith("." + host, StringComparison.Ordinal));
}
