using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dex.Tests.E2E.Hosting;

/// <summary>A device without a keyboard (RFC 8628): it asks for a code, shows it, and polls. It talks HTTP and has no browser.</summary>
/// <param name="secret">Empty for a public client.</param>
public sealed class Device(string issuer, string clientId, string secret = "") : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private string _deviceCode = "";

    /// <summary>What it shows; empty before it asked.</summary>
    public string UserCode { get; private set; } = "";

    /// <summary>Where it sends its person.</summary>
    public string VerificationUri { get; private set; } = "";

    /// <summary>The same with the code in it, as a picture for the telephone's camera.</summary>
    public string VerificationUriComplete { get; private set; } = "";

    public async Task AskAsync(string scope, CancellationToken ct)
    {
        var answer = await PostAsync("/device/code", [new("scope", scope)], ct);
        _deviceCode = answer.GetProperty("device_code").GetString()!;
        UserCode = answer.GetProperty("user_code").GetString()!;
        VerificationUri = answer.GetProperty("verification_uri").GetString()!;
        VerificationUriComplete = answer.GetProperty("verification_uri_complete").GetString()!;
    }

    /// <summary>What it is told at the moment: the error code, or <c>tokens</c>.</summary>
    public async Task<string> PollAsync(CancellationToken ct)
    {
        var answer = await PostAsync(
            "/token", [new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", _deviceCode)], ct);
        return answer.TryGetProperty("error", out var error) ? error.GetString()! : answer.TryGetProperty("id_token", out _) ? "tokens" : "nothing";
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> PostAsync(string route, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, issuer + route);
        request.Content = new FormUrlEncodedContent(secret.Length > 0 ? form : form.Append(new("client_id", clientId)));
        if (secret.Length > 0)
        {
            var credentials = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        using var answer = await _http.SendAsync(request, ct);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        return body.RootElement.Clone();
    }
}
