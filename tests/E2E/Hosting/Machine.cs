using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dex.Tests.E2E.Hosting;

/// <summary>A machine that asks a server for tokens over HTTP, as its owner would configure it: an id and a secret.</summary>
public sealed class Machine(IServerUnderTest server, string id = "example-machine", string secret = "example-machine-secret") : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Asks for a token with <c>client_credentials</c>.</summary>
    public Task<HttpResponseMessage> AskAsync(CancellationToken ct) => PostAsync("/token", [new("grant_type", "client_credentials")], ct);

    /// <summary>The access token; fails with the answer when there is none.</summary>
    public async Task<string> TokenAsync(CancellationToken ct)
    {
        using var answer = await AskAsync(ct);
        var body = await JsonOfAsync(answer, ct);
        return body.TryGetProperty("access_token", out var token)
            ? token.GetString()!
            : throw new InvalidOperationException($"/token answered {(int)answer.StatusCode}: {body}");
    }

    /// <summary>The error code of the refusal; empty when a token came.</summary>
    public async Task<string> RefusalAsync(CancellationToken ct)
    {
        using var answer = await AskAsync(ct);
        return (await JsonOfAsync(answer, ct)).TryGetProperty("error", out var error) ? error.GetString()! : "";
    }

    public async Task<JsonElement> IntrospectAsync(string token, CancellationToken ct)
    {
        using var answer = await PostAsync("/token/introspect", [new("token", token)], ct);
        return await JsonOfAsync(answer, ct);
    }

    public async Task<HttpResponseMessage> UserInfoAsync(string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At("/userinfo"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, ct);
    }

    /// <summary>An endpoint's answer to GET, without credentials.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken ct) => _http.GetAsync(server.At(path), ct);

    /// <summary>The names under <c>grant_types_supported</c>; empty when the member is absent.</summary>
    public async Task<IReadOnlyList<string>> DiscoveredGrantsAsync(CancellationToken ct)
    {
        using var answer = await GetAsync("/.well-known/openid-configuration", ct);
        return (await JsonOfAsync(answer, ct)).TryGetProperty("grant_types_supported", out var grants)
            ? [.. grants.EnumerateArray().Select(grant => grant.GetString()!)]
            : [];
    }

    public static async Task<JsonElement> JsonOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(answer);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        return document.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string path, KeyValuePair<string, string>[] form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.At(path)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return await _http.SendAsync(request, ct);
    }
}
