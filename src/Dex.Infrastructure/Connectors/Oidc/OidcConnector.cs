using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Connectors.OAuth2;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>
/// Any OpenID Connect provider, by the code flow. <see cref="OidcProvider"/> is what it said of itself, <see cref="ProviderTokens"/>
/// verifies what it signs, <see cref="OidcClaims"/> makes a person of it.
/// </summary>
internal sealed class OidcConnector(ConnectorDescription description, OidcSettings settings, OidcProvider provider, HttpClient http, TimeProvider clock)
    : IRedirectConnector, IRefreshConnector, ITokenIdentityConnector, IDisposable
{
    private readonly ProviderKeys _keys = new(http, provider.JwksUrl, clock);
    private readonly OidcClaims _claims = new(settings);
    private readonly TokenEndpointClient _endpoint = new(http, provider.TokenUrl, settings.ClientId, settings.ClientSecret, OidcClientAuthentication.For(settings));

    public ConnectorDescription Description => description;

    private ProviderTokens Tokens => field ??= new ProviderTokens(provider, _keys, settings.ClientId, clock);

    public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct)
    {
        if (request.CallbackUrl != settings.RedirectUri)
        {
            throw new ConnectorException($"oidc: the callback in use is {request.CallbackUrl}, and redirectURI is {settings.RedirectUri}");
        }

        var data = new OidcSignIn
        {
            CodeVerifier = provider.PkceMethod.Length > 0 ? Unguessable() : null,
            CodeChallengeMethod = provider.PkceMethod.Length > 0 ? provider.PkceMethod : null,
            Nonce = Unguessable(),
        };
        return Task.FromResult(new UpstreamRedirect(FormText.Append(provider.AuthorizationUrl, Parameters(request, data)), data.ToJson()));
    }

    public async Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct)
    {
        CheckIssuer(answer.Query["iss"]);
        CheckError(answer.Query);
        var data = OidcSignIn.TryParse(answer.ConnectorData);
        if (data?.Nonce is not { Length: > 0 } nonce)
        {
            throw new ConnectorException("oidc: the stored data of this sign-in (nonce, PKCE) cannot be read");
        }

        if (provider.PkceMethod.Length > 0 && string.IsNullOrEmpty(data.CodeVerifier))
        {
            throw new ConnectorException("oidc: the stored PKCE data of this sign-in is invalid");
        }

        if (answer.Query.Text("code") is not { Length: > 0 } code)
        {
            throw new ConnectorException("oidc: the provider's answer has no code");
        }

        var token = await GrantedAsync(_endpoint.RedeemAsync(code, settings.RedirectUri, data.CodeVerifier ?? "", ct));
        if (token.IdToken.Length == 0)
        {
            throw new ConnectorException("oidc: the provider's token answer has no id_token");
        }

        var claims = await Tokens.VerifyIdTokenAsync(token.IdToken, checksAudience: true, ct);

        // A code that somebody took from another sign-in comes with the nonce of that one (RFC 9700 section 4.5.3).
        if (claims.GetValueOrDefault("nonce") is not { ValueKind: JsonValueKind.String } returned || returned.GetString() != nonce)
        {
            throw new ConnectorException("oidc: token not verified: its nonce is not the one of this sign-in");
        }

        return await IdentityAsync(claims, token, ct);
    }

    public async Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct)
    {
        var refreshToken = OidcKept.TryRead(known.ConnectorData) ?? throw new ConnectorException("oidc: the stored connector data cannot be read");
        if (refreshToken.Length == 0)
        {
            throw new UpstreamDeniedException("oidc: failed to refresh: the token has expired, and the provider gave no refresh token");
        }

        var token = await GrantedAsync(_endpoint.RefreshAsync(refreshToken, ct));
        var claims = token.IdToken.Length > 0 ? await Tokens.VerifyIdTokenAsync(token.IdToken, checksAudience: true, ct) : [];
        return await IdentityAsync(claims, token, ct);
    }

    public async Task<UpstreamIdentity> IdentifyAsync(string tokenType, string token, CancellationToken ct)
    {
        var bearer = new UpstreamToken(token, "", "");
        switch (tokenType)
        {
            case TokenTypes.IdToken:
                return await IdentityAsync(await Tokens.VerifyIdTokenAsync(token, checksAudience: false, ct), bearer, ct);
            case TokenTypes.AccessToken when !settings.GetUserInfo:
                throw new ConnectorException("oidc: access tokens can be exchanged only with getUserInfo: true");
            case TokenTypes.AccessToken when !IsBearer(token):
                throw new ConnectorException("oidc: the access token is none that a header can carry");
            case TokenTypes.AccessToken:
                return await IdentityAsync([], bearer, ct);
            default:
                throw new ConnectorException($"oidc: the token type {UpstreamText.Clip(tokenType)} is unknown");
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        http.Dispose();
    }

    private Dictionary<string, string> Parameters(UpstreamRequest request, OidcSignIn data)
    {
        var parameters = new Dictionary<string, string>
        {
            ["client_id"] = settings.ClientId,
            ["nonce"] = data.Nonce!,
            ["redirect_uri"] = request.CallbackUrl,
            ["response_type"] = "code",
            ["scope"] = string.Join(' ', _claims.Scopes),
            ["state"] = request.State,
        };
        if (settings.AcrValues.Count > 0)
        {
            parameters["acr_values"] = string.Join(' ', settings.AcrValues);
        }

        if (request.LoginHint.Length > 0)
        {
            parameters["login_hint"] = request.LoginHint;
        }

        if (request.Scopes.OfflineAccess)
        {
            parameters["access_type"] = "offline";
            parameters["prompt"] = settings.PromptType ?? "consent";
        }

        if (data.CodeVerifier is { } verifier)
        {
            parameters["code_challenge"] = data.CodeChallengeMethod == "S256"
                ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
                : verifier;
            parameters["code_challenge_method"] = data.CodeChallengeMethod!;
        }

        return parameters;
    }

    /// <summary>RFC 9207 section 2.4: an answer of another provider must not reach this one's token endpoint (mix-up).</summary>
    private void CheckIssuer(string? issuer)
    {
        if (issuer is null ? provider.AnswersWithIssuer : issuer != provider.Issuer)
        {
            throw new ConnectorException(issuer is null
                ? $"oidc: the answer names no issuer, and {provider.Issuer} always does"
                : $"oidc: the answer comes from \"{UpstreamText.Clip(issuer)}\", not from {provider.Issuer}");
        }
    }

    private static void CheckError(FormParameters query)
    {
        if (query.Text("error") is { Length: > 0 } error)
        {
            var description = query.Text("error_description");
            var told = UpstreamText.Clip(description.Length > 0 ? $"{error}: {description}" : error);
            throw error == "access_denied" ? new UpstreamDeniedException(told) : new ConnectorException(told);
        }
    }

    private static async Task<UpstreamToken> GrantedAsync(Task<UpstreamToken> grant)
    {
        try
        {
            return await grant;
        }
        catch (UpstreamDeniedException denial)
        {
            throw new UpstreamDeniedException($"oidc: failed to get token: {denial.Message}");
        }
        catch (ConnectorException failure)
        {
            throw new ConnectorException($"oidc: failed to get token: {failure.Message}", failure);
        }
    }

    private async Task<UpstreamIdentity> IdentityAsync(Dictionary<string, JsonElement> claims, UpstreamToken token, CancellationToken ct)
    {
        if (settings.GetUserInfo)
        {
            claims = Merged(claims, await UserInfoAsync(token.AccessToken, ct));
        }

        return new UpstreamIdentity(_claims.ToPerson(claims), OidcKept.Write(token.RefreshToken));
    }

    /// <summary>OpenID Connect Core section 5.3.2: a userinfo answer about somebody else must not be used.</summary>
    private static Dictionary<string, JsonElement> Merged(Dictionary<string, JsonElement> claims, Dictionary<string, JsonElement> userInfo)
    {
        if (claims.TryGetValue("sub", out var subject) && userInfo.TryGetValue("sub", out var other) && !JsonElement.DeepEquals(subject, other))
        {
            throw new ConnectorException("oidc: userinfo not loaded: it is about another subject than the ID token");
        }

        var merged = new Dictionary<string, JsonElement>(claims, StringComparer.Ordinal);
        foreach (var (name, value) in userInfo)
        {
            merged[name] = value;
        }

        return merged;
    }

    private async Task<Dictionary<string, JsonElement>> UserInfoAsync(string accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.UserInfoUrl);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await http.SendUpstreamAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new ConnectorException($"oidc: userinfo not loaded: its address answered {(int)answer.StatusCode}");
        }

        if (answer.Content.Headers.ContentType?.MediaType is "application/jwt")
        {
            return await Tokens.VerifySignatureAsync(await answer.Content.ReadAsStringAsync(ct), ct);
        }

        return JsonText.TryReadObject(await answer.Content.ReadAsByteArrayAsync(ct))
            ?? throw new ConnectorException("oidc: userinfo not loaded: the answer is no JSON object");
    }

    /// <summary>RFC 6750 section 2.1: <c>b64token</c>. A stranger sent it, and it goes into a header.</summary>
    private static bool IsBearer(string token) =>
        token.TrimEnd('=') is { Length: > 0 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/');

    private static string Unguessable() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
