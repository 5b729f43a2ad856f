using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// An application that lets people in who are signed in elsewhere, as the specifications ask of it: PKCE (RFC 7636), a state and a nonce of its
/// own, the issuer of the answer (RFC 9207), and an ID token judged by the published keys (OpenID Connect Core 3.1.3.7).
/// </summary>
/// <param name="issuer">The one issuer that it trusts.</param>
public sealed class RelyingParty(string issuer, RegisteredClient client) : IDisposable
{
    // What an application decides itself, whatever is wished.
    private static readonly string[] Own =
        ["client_id", "redirect_uri", "response_type", "state", "nonce", "code_challenge", "code_challenge_method"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Begins a sign-in. <paramref name="wishes"/> are further parameters, such as <c>scope</c> and <c>prompt</c>.</summary>
    public async Task<SignInAttempt> BeginAsync(IEnumerable<KeyValuePair<string, string>> wishes, CancellationToken ct)
    {
        var provider = await DiscoverAsync(ct);
        var (state, nonce, verifier) = (Random(), Random(), Random());
        var parameters = wishes.Where(wish => !Own.Contains(wish.Key)).Concat(
        [
            new("client_id", client.Id),
            new("redirect_uri", client.RedirectUri),
            new("response_type", "code"),
            new("state", state),
            new("nonce", nonce),
            new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
            new("code_challenge_method", "S256"),
        ]);
        var query = string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new SignInAttempt($"{provider.AuthorizationEndpoint}?{query}", state, nonce, verifier);
    }

    /// <summary>Judges the answer that the browser brought.</summary>
    /// <returns>Who is signed in; null when the answer is an honest refusal.</returns>
    /// <exception cref="AnswerRefusedException">The answer is not one to this attempt, or proves nothing.</exception>
    public async Task<SignedIn?> FinishAsync(SignInAttempt attempt, IReadOnlyDictionary<string, string> answer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(answer);
        Expect("state", attempt.State, answer.GetValueOrDefault("state"));
        Expect("iss", issuer, answer.GetValueOrDefault("iss"));
        return answer.ContainsKey("error") ? null : await RedeemAsync(attempt, answer.GetValueOrDefault("code") ?? "", ct);
    }

    /// <summary>Redeems a code, which a person may have brought by hand, and judges the ID token.</summary>
    /// <exception cref="AnswerRefusedException">There are no tokens, or they prove nothing.</exception>
    public async Task<SignedIn> RedeemAsync(SignInAttempt attempt, string code, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var provider = await DiscoverAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", client.RedirectUri),
                new("code_verifier", attempt.Verifier), new("client_id", client.Id),
            ]),
        };
        if (client.Secret.Length > 0)
        {
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        }

        using var response = await _http.SendAsync(request, ct);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        if (!response.IsSuccessStatusCode)
        {
            throw new AnswerRefusedException($"/token answered {(int)response.StatusCode}: {body.RootElement}");
        }

        var tokens = body.RootElement.Clone();
        var idToken = await JudgeAsync(tokens.GetProperty("id_token").GetString()!, provider);
        Expect("nonce", attempt.Nonce, Claim(idToken, "nonce"));
        Expect("at_hash", HalfOf(tokens.GetProperty("access_token").GetString()!), Claim(idToken, "at_hash"));
        Expect("c_hash", HalfOf(code), Claim(idToken, "c_hash"));
        return new SignedIn(idToken, tokens);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonWebToken> JudgeAsync(string token, OpenIdConnectConfiguration provider)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = client.Id,
            IssuerSigningKeys = provider.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        });
        return result.IsValid
            ? (JsonWebToken)result.SecurityToken
            : throw new AnswerRefusedException($"The ID token is not valid: {result.Exception.Message}");
    }

    private async Task<OpenIdConnectConfiguration> DiscoverAsync(CancellationToken ct) => await OpenIdConnectConfigurationRetriever.GetAsync(
        $"{issuer}/.well-known/openid-configuration", new HttpDocumentRetriever(_http) { RequireHttps = false }, ct);

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    // OpenID Connect Core 3.1.3.6 and 3.3.2.11, for RS256.
    private static string HalfOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, 16));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static void Expect(string name, string expected, string? received)
    {
        if (received != expected)
        {
            throw new AnswerRefusedException($"{name} is '{received}' and should be '{expected}'.");
        }
    }
}

/// <summary>What an application and its provider agreed on.</summary>
/// <param name="Secret">Empty for a public client.</param>
public sealed record RegisteredClient(string Id, string Secret, string RedirectUri);

/// <summary>A sign-in under way, as the application remembers it.</summary>
/// <param name="Address">Where the browser is sent.</param>
public sealed record SignInAttempt(string Address, string State, string Nonce, string Verifier);

/// <summary>A finished sign-in.</summary>
/// <param name="Answer">What <c>/token</c> answered.</param>
public sealed record SignedIn(JsonWebToken IdToken, JsonElement Answer)
{
    public JsonWebToken AccessToken => new(Answer.GetProperty("access_token").GetString());
}

/// <summary>An answer that an application must not believe.</summary>
public sealed class AnswerRefusedException(string message) : Exception(message);
