using System.Net;
using System.Text;
using Dex.Domain.Connectors;
using Dex.Domain.Refusals;
using Dex.Infrastructure.Configuration.Sections;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>What a provider's discovery document and the overrides of the file say together.</summary>
internal sealed partial class OidcProvider
{
    private static readonly string[] Asymmetric = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"];

    /// <summary>What tokens must carry as <c>iss</c>.</summary>
    public required string Issuer { get; init; }

    public required string AuthorizationUrl { get; init; }

    public required string TokenUrl { get; init; }

    public required string JwksUrl { get; init; }

    /// <summary>Empty when nobody is going to ask it.</summary>
    public required string UserInfoUrl { get; init; }

    /// <summary>Asymmetric ones only; never empty.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    /// <summary>Empty: no PKCE.</summary>
    public required string PkceMethod { get; init; }

    /// <summary>The callback must carry <c>iss</c> (RFC 9207).</summary>
    public required bool AnswersWithIssuer { get; init; }

    /// <exception cref="ConnectorException">The provider cannot be reached, or its document is not what it should be.</exception>
    public static async Task<OidcProvider> DiscoverAsync(
        ConnectorDescription description, OidcSettings settings, HttpClient http, ILogger logger, CancellationToken ct)
    {
        var document = await FetchAsync(settings.Issuer, http, ct);
        if (settings.IssuerAlias.Length == 0 && document.Issuer != settings.Issuer)
        {
            throw Failed($"its document names the issuer {RefusalText.Clip(document.Issuer ?? "")}, and the connector expects {settings.Issuer}");
        }

        var overrides = settings.ProviderDiscoveryOverrides;
        if (overrides.IsAnySet)
        {
            LogOverrides(logger, description.Id);
        }

        CheckEndSession(overrides.IsAnySet ? overrides.EndSessionUrl : document.EndSessionEndpoint ?? "");
        return new OidcProvider
        {
            Issuer = settings.IssuerAlias.Length > 0 && !overrides.IsAnySet ? settings.IssuerAlias : document.Issuer ?? "",
            AuthorizationUrl = Address("authorization_endpoint", overrides.AuthUrl, document.AuthorizationEndpoint),
            TokenUrl = Address("token_endpoint", overrides.TokenUrl, document.TokenEndpoint),
            JwksUrl = Address("jwks_uri", overrides.JwksUrl, document.JwksUri),
            UserInfoUrl = settings.GetUserInfo ? Address("userinfo_endpoint", overrides.UserInfoUrl, document.UserInfoEndpoint) : "",
            Algorithms = document.IdTokenSigningAlgValuesSupported.Intersect(Asymmetric).ToArray() is { Length: > 0 } offered ? offered : ["RS256"],
            PkceMethod = PkceOf(description, settings, document, logger),
            AnswersWithIssuer = document.AuthorizationResponseIssParameterSupported,
        };
    }

    private static async Task<OpenIdConnectConfiguration> FetchAsync(string issuer, HttpClient http, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        using var answer = await http.SendUpstreamAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw Failed($"discovery answered {(int)answer.StatusCode}");
        }

        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        if (JsonText.TryReadObject(body) is null)
        {
            throw Failed("its discovery document is no JSON object");
        }

        try
        {
            return OpenIdConnectConfiguration.Create(Encoding.UTF8.GetString(body));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The library throws whatever its JSON reader meets.
            throw new ConnectorException("oidc: provider not obtained: a member of its discovery document has the wrong type", failure);
        }
    }

    /// <summary>Endpoints that are overridden come without the rest of the document, so that PKCE is the operator's to configure then.</summary>
    private static string PkceOf(ConnectorDescription description, OidcSettings settings, OpenIdConnectConfiguration document, ILogger logger)
    {
        var offered = settings.ProviderDiscoveryOverrides.IsAnySet ? [] : document.CodeChallengeMethodsSupported;
        if (settings.PkceChallenge.Length == 0)
        {
            return OidcSettings.PkceMethods.FirstOrDefault(offered.Contains) ?? "";
        }

        if (!offered.Contains(settings.PkceChallenge))
        {
            LogPkceNotOffered(logger, description.Id, settings.PkceChallenge);
        }

        return settings.PkceChallenge;
    }

    private static string Address(string key, string overriding, string? discovered)
    {
        var address = overriding.Length > 0 ? overriding : discovered ?? "";
        return IsWebAddress(address) ? address : throw Failed($"{key} must be an http or https URL, and is \"{RefusalText.Clip(address)}\"");
    }

    private static void CheckEndSession(string address)
    {
        if (address.Length > 0 && !IsWebAddress(address))
        {
            throw Failed($"end_session_endpoint must be an http or https URL, and is \"{RefusalText.Clip(address)}\"");
        }
    }

    private static bool IsWebAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" };

    private static ConnectorException Failed(string cause) => new($"oidc: provider not obtained: {cause}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "endpoints of discovery are overridden, which is dangerous when done wrongly {connector_id}")]
    private static partial void LogOverrides(ILogger logger, string connector_id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the provider does not list the configured PKCE method, which is used all the same {connector_id} {method}")]
    private static partial void LogPkceNotOffered(ILogger logger, string connector_id, string method);
}
