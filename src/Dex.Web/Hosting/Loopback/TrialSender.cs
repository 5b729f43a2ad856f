using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Web.Hosting.Loopback;

/// <summary>Sends a trial through the front door: the same listener, the same endpoint, the same issuer as for everybody.</summary>
internal sealed class TrialSender(
    OwnListener listener, TrialSecrets trials, IServerPolicySource policies, IAdministratorGate gate, IAuditLog audit, RefusalLog refusals,
    TimeProvider clock) : ITrialSender
{
    private static readonly string[] HeadersOfInterest = ["Content-Type", "Cache-Control", "Pragma", "WWW-Authenticate", "Retry-After", "X-Request-Id"];

    public async Task<TrialResult> SendAsync(
        string clientId, IReadOnlyList<string> scopes, ClientAuthenticationMethod method, string nonce, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return new TrialResult { RequestLine = "", Request = [], Status = 0, Fault = Forbidden.Refusal.Message };
        }

        await audit.AppendAsync(
            AuditEntry.By(actor, clock.GetUtcNow(), "client.tried", "client", clientId, new FieldChange("Scopes", null, string.Join(' ', scopes))), ct);
        using var trial = trials.Begin(clientId);
        var wire = TrialWire.Of(trial, scopes, method, nonce);
        var shown = new TrialResult { RequestLine = $"POST {policies.Current.Issuer.Endpoint(EndpointCatalogue.Token.Path)}", Request = wire.Shown, Status = 0 };
        var started = clock.GetTimestamp();
        try
        {
            using var content = new StringContent(wire.Body, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var response = await listener.SendAsync(HttpMethod.Post, EndpointCatalogue.Token.Path, content, wire.Authorization, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            return Explain(shown, trial, response, body, clock.GetElapsedTime(started));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return shown with { Fault = failure.Message, Duration = clock.GetElapsedTime(started) };
        }
    }

    private TrialResult Explain(TrialResult shown, Trial trial, HttpResponseMessage response, string body, TimeSpan duration)
    {
        var headers = HeadersOfInterest
            .Select(name => (name, Value: Header(response, name)))
            .Where(header => header.Value is not null)
            .Select(header => KeyValuePair.Create(header.name, header.Value!))
            .ToList();
        var requestId = Header(response, "X-Request-Id") ?? "";
        var (access, id) = response.IsSuccessStatusCode ? Tokens(body, trial) : default;
        return shown with
        {
            Status = (int)response.StatusCode,
            Headers = headers,
            Body = body,
            Duration = duration,
            RequestId = requestId,
            AccessToken = access,
            IdToken = id,
            Refusal = access is null ? refusals.Find(requestId) : null,
        };
    }

    private static (TrialToken? Access, TrialToken? Id) Tokens(string body, Trial trial)
    {
        using var json = JsonDocument.Parse(body);
        return (Token(json, "access_token", trial.AccessToken), Token(json, "id_token", trial.IdToken));
    }

    private static TrialToken? Token(JsonDocument body, string member, ClaimTrace trace)
    {
        if (!body.RootElement.TryGetProperty(member, out var value) || value.GetString() is not { } text || text.Split('.') is not [var header, var payload, _])
        {
            return null;
        }

        return new TrialToken(text, Decode(header), Decode(payload), trace.Decisions);
    }

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}

/// <summary>The request of a trial twice: as sent, and as shown, where the secret is redacted.</summary>
internal sealed record TrialWire(string? Authorization, string Body, IReadOnlyList<string> Shown)
{
    private const string Redacted = "redacted";

    public static TrialWire Of(Trial trial, IReadOnlyList<string> scopes, ClientAuthenticationMethod method, string nonce)
    {
        var form = new List<(string Name, string Value)> { (ParameterNames.GrantType, GrantTypes.ClientCredentials) };
        if (scopes.Count > 0)
        {
            form.Add((ParameterNames.Scope, string.Join(' ', scopes)));
        }

        if (nonce.Length > 0)
        {
            form.Add((ParameterNames.Nonce, nonce));
        }

        string? authorization = null;
        List<string> shown = [];
        List<(string Name, string Value)> shownForm = [.. form];
        if (method == ClientAuthenticationMethod.ClientSecretPost)
        {
            form.Add((ParameterNames.ClientId, trial.ClientId));
            form.Add((ParameterNames.ClientSecret, trial.Secret));
            shownForm.Add((ParameterNames.ClientId, trial.ClientId));
            shownForm.Add((ParameterNames.ClientSecret, Redacted));
        }
        else
        {
            var userInfo = Uri.EscapeDataString(trial.ClientId) + ":";
            authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo + Uri.EscapeDataString(trial.Secret)));

            // Whole groups of three bytes, so that what is shown is the client id alone.
            var idBytes = Encoding.UTF8.GetBytes(userInfo);
            shown.Add("Authorization: Basic " + Convert.ToBase64String(idBytes.AsSpan(0, idBytes.Length / 3 * 3)) + Redacted);
        }

        shown.AddRange(["Content-Type: application/x-www-form-urlencoded", "", Encode(shownForm)]);
        return new TrialWire(authorization, Encode(form), shown);
    }

    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => nameof(TrialWire);

    private static string Encode(List<(string Name, string Value)> form) =>
        string.Join('&', form.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
}
