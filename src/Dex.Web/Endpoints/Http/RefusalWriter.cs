using System.Globalization;
using System.Text.Json;
using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Microsoft.Net.Http.Headers;

namespace Dex.Web.Endpoints.Http;

/// <summary>
/// The only way in which a protocol endpoint refuses. It writes the RFC's error to the caller, and the rule to the log, to the counters
/// and to the record that the console shows, so no refusal leaves without its rule.
/// </summary>
internal sealed partial class RefusalWriter(RefusalLog log, IActivityRecorder activity, TimeProvider clock, ILogger<RefusalWriter> logger)
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false };

    public async Task WriteAsync(HttpContext context, OAuthError error)
    {
        var request = RequestIdentity.Of(context);
        Record(request, error);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = error.Rule.Status;
        response.ContentType = "application/json";
        Challenge(context, error);
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var body = Body(error);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>For doors that answer with a page of their own: the log, the counters and the console learn the rule here.</summary>
    public void Record(RequestIdentity request, OAuthError error)
    {
        var clientId = RefusalText.Clip(error.ClientId ?? "");
        activity.Refused(error, request.Address);
        log.Add(new RefusalRecord(clock.GetUtcNow(), request.Id, request.Endpoint, error.Rule, clientId, error.ClientIsKnown,
            error.GrantType ?? "", request.Address, error.Expected, error.Received));
        LogRefused(error.Rule.Id, error.Code, request.Endpoint, clientId, error.Expected, error.Received);
    }

    // RFC 6749 section 5.2 wants a challenge when the client used the header; RFC 6750 section 3 for bearer tokens.
    private static void Challenge(HttpContext context, OAuthError error)
    {
        var challenge = error.Code switch
        {
            ErrorCodes.InvalidClient when PresentedCredentials.HasBasicScheme(AuthorizationHeader.Of(context.Request)) => "Basic realm=\"dex\"",
            ErrorCodes.InvalidToken => "Bearer error=\"invalid_token\"",
            _ when error.Rule == RefusalRules.BearerMissing => "Bearer",
            _ => null,
        };
        if (challenge is not null)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        }
    }

    private static byte[] Body(OAuthError error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            json.WriteString("error", error.Code);
            if (error.Description.Length > 0)
            {
                json.WriteString("error_description", error.Description);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "request refused {rule} {error} {endpoint} {client_id} {expected} {received}")]
    private partial void LogRefused(string rule, string error, string endpoint, string client_id, string expected, string received);
}
