using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;

namespace Dex.Infrastructure.Connectors.OAuth2;

/// <summary>How this server proves to a provider who it is (RFC 6749 section 2.3.1).</summary>
internal enum ClientAuthenticationStyle
{
    /// <summary>The header first, then the body; what works is kept.</summary>
    ByTrial,

    Header,

    Body,
}

/// <summary>A provider's token endpoint (RFC 6749 section 3.2), with this server as its client.</summary>
internal sealed class TokenEndpointClient(HttpClient http, string tokenUrl, string clientId, string clientSecret, ClientAuthenticationStyle style)
{
    private volatile ClientAuthenticationStyle _style = style;

    /// <param name="codeVerifier">Empty: no PKCE.</param>
    public Task<UpstreamToken> RedeemAsync(string code, string redirectUri, string codeVerifier, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri };
        if (codeVerifier.Length > 0)
        {
            form["code_verifier"] = codeVerifier;
        }

        return SendAsync(form, ct);
    }

    /// <summary>An answer without a new refresh token leaves the old one in force.</summary>
    /// <exception cref="UpstreamDeniedException">The provider takes the refresh token no longer (RFC 6749 section 5.2, <c>invalid_grant</c>).</exception>
    public async Task<UpstreamToken> RefreshAsync(string refreshToken, CancellationToken ct)
    {
        var token = await SendAsync(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, ct);
        return token.RefreshToken.Length > 0 ? token : token with { RefreshToken = refreshToken };
    }

    private async Task<UpstreamToken> SendAsync(Dictionary<string, string> form, CancellationToken ct)
    {
        if (_style is var known and not ClientAuthenticationStyle.ByTrial)
        {
            var (token, failure) = await PostAsync(form, known, ct);
            return token ?? throw failure!;
        }

        foreach (var tried in new[] { ClientAuthenticationStyle.Header, ClientAuthenticationStyle.Body })
        {
            var (token, failure) = await PostAsync(form, tried, ct);
            if (token is not null)
            {
                _style = tried;
                return token;
            }

            if (tried == ClientAuthenticationStyle.Body)
            {
                throw failure!;
            }
        }

        throw new InvalidOperationException("Both styles were tried.");
    }

    private async Task<(UpstreamToken? Token, ConnectorException? Failure)> PostAsync(
        Dictionary<string, string> form, ClientAuthenticationStyle authentication, CancellationToken ct)
    {
        var sent = new Dictionary<string, string>(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, tokenUrl);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (authentication == ClientAuthenticationStyle.Header)
        {
            var credentials = $"{FormText.Escape(clientId)}:{FormText.Escape(clientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }
        else
        {
            sent["client_id"] = clientId;
            if (clientSecret.Length > 0)
            {
                sent["client_secret"] = clientSecret;
            }
        }

        request.Content = new StringContent(FormText.Of(sent), Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await http.SendUpstreamAsync(request, ct);
        var members = await ReadAsync(answer, ct);
        var (granted, failure) = Judge((int)answer.StatusCode, answer.IsSuccessStatusCode, members, [.. form.Values, clientSecret]);
        var isDenied = form["grant_type"] == "refresh_token" && members?.GetValueOrDefault("error") == "invalid_grant";
        return (granted, granted is not null ? null : isDenied ? new UpstreamDeniedException(failure) : new ConnectorException(failure));
    }

    /// <summary>A good status is not enough: some providers answer 200 with an error.</summary>
    private static (UpstreamToken? Token, string Failure) Judge(
        int status, bool isSuccess, Dictionary<string, string>? members, IReadOnlyList<string> secrets)
    {
        var error = members?.GetValueOrDefault("error") ?? "";
        if (error.Length > 0)
        {
            var description = members!.GetValueOrDefault("error_description") ?? "";
            return (null, UpstreamText.Clip($"{status}: {error}{(description.Length > 0 ? $": {description}" : "")}", secrets));
        }

        if (!isSuccess || members is null)
        {
            return (null, isSuccess ? "the answer is neither JSON nor a form" : $"the token endpoint answered {status}");
        }

        return members.GetValueOrDefault("access_token") is { Length: > 0 } accessToken
            ? (new UpstreamToken(accessToken, members.GetValueOrDefault("refresh_token") ?? "", members.GetValueOrDefault("id_token") ?? ""), "")
            : (null, "the answer lacks access_token");
    }

    /// <summary>The text members; null when the body is neither.</summary>
    private static async Task<Dictionary<string, string>?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        if (answer.Content.Headers.ContentType?.MediaType is "application/x-www-form-urlencoded" or "text/plain")
        {
            return FormParameters.TryParse(body) is { } form
                ? new[] { "access_token", "refresh_token", "id_token", "error", "error_description" }
                    .Where(name => form[name] is not null)
                    .ToDictionary(name => name, form.Text, StringComparer.Ordinal)
                : null;
        }

        return JsonText.TryReadObject(body)?
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(member => member.Key, member => member.Value.GetString()!, StringComparer.Ordinal);
    }
}
