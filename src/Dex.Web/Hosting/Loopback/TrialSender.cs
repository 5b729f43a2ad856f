using System.Net.Http.Headers;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Policies;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;

namespace Dex.Web.Hosting.Loopback;

/// <summary>Sends a trial through the front door: the same listener, the same endpoint, the same issuer as for everybody.</summary>
internal sealed class TrialSender(
    OwnListener listener, TrialSecrets trials, IServerPolicySource policies, IAdministratorGate gate, IAuditLog audit, RefusalLog refusals,
    TimeProvider clock) : ITrialSender
{
    private static readonly string[] HeadersOfInterest = ["Content-Type", "Cache-Control", "Pragma", "WWW-Authenticate", "Retry-After", "X-Request-Id"];

    public async Task<TrialResult> SendAsync(TrialRequest request, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return new TrialResult { RequestLine = "", Request = [], Status = 0, Fault = Forbidden.Refusal.Message };
        }

        if (!request.IsFollowUp)
        {
            await audit.AppendAsync(EntryOf(request, actor), ct);
        }

        using var trial = trials.Begin(request.ClientId);
        var wire = TrialWire.Of(trial, request);
        var shown = new TrialResult { RequestLine = $"POST {policies.Current.Issuer.Endpoint(request.Path)}", Request = wire.Shown, Status = 0 };
        var started = clock.GetTimestamp();
        try
        {
            using var content = new StringContent(wire.Body, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var response = await listener.SendAsync(HttpMethod.Post, request.Path, content, wire.Authorization, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            return Explain(shown, trial, response, body, clock.GetElapsedTime(started));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return shown with { Fault = failure.Message, Duration = clock.GetElapsedTime(started) };
        }
    }

    private AuditEntry EntryOf(TrialRequest request, Administrator actor) => AuditEntry.By(
        actor, clock.GetUtcNow(), "client.tried", "client", request.ClientId,
        new FieldChange("Grant", null, request.GrantType.Length > 0 ? request.GrantType : request.Path),
        new FieldChange("Scopes", null, request.Scope));

    private TrialResult Explain(TrialResult shown, Trial trial, HttpResponseMessage response, string body, TimeSpan duration)
    {
        var headers = HeadersOfInterest
            .Select(name => (name, Value: Header(response, name)))
            .Where(header => header.Value is not null)
            .Select(header => KeyValuePair.Create(header.name, header.Value!))
            .ToList();
        var requestId = Header(response, "X-Request-Id") ?? "";
        return TrialAnswerReader.Read(shown, body, trial) with
        {
            Status = (int)response.StatusCode,
            Headers = headers,
            Duration = duration,
            RequestId = requestId,
            Refusal = response.IsSuccessStatusCode ? null : refusals.Find(requestId),
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
