using System.Globalization;
using System.Text;
using System.Text.Json;
using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Discovery;
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
        if (context.Response.HasStarted)
        {
            Record(context, error, new CallerAnswer(AnswerForm.Cut, 0));
            context.Abort();
            return;
        }

        var answer = AnswerOf(context, error);
        Record(context, error, answer);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        if (answer.Challenge.Length > 0)
        {
            response.Headers[HeaderNames.WWWAuthenticate] = answer.Challenge;
        }

        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }

        var body = Body(error);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>For doors that answer with a page of their own: the log, the counters and the console learn the rule here.</summary>
    /// <param name="answer">What the caller is told instead.</param>
    public void Record(HttpContext context, OAuthError error, CallerAnswer answer)
    {
        var request = RequestIdentity.Of(context);
        var clientId = RefusalText.Clip(error.ClientId ?? "");
        activity.Refused(error, request.Address);
        log.Add(new RefusalRecord(clock.GetUtcNow(), request.Id, request.Endpoint, error.Rule, clientId, error.ClientIsKnown,
            error.GrantType ?? "", request.Address, error.Expected, error.Received)
        {
            SecretId = error.SecretId,
            Facts = FactsOf(context, request),
            Answer = answer,
            Duration = clock.GetElapsedTime(request.BeganAt),
        });
        LogRefused(error.Rule.Id, error.Code, request.Endpoint, clientId, error.Expected, error.Received);
    }

    /// <summary>Seconds for <c>Retry-After</c>, one at least; null when waiting changes nothing.</summary>
    public static long? WaitOf(OAuthError error) => error.RetryAfter is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;

    // The query belongs to what the browser is sent with; where machines post a form, a query is nothing that the endpoint read.
    private static RequestFacts FactsOf(HttpContext context, RequestIdentity request)
    {
        var query = request.Endpoint is ['/', ..] && EndpointCatalogue.ReadsQuery(request.Endpoint)
            ? FormParameters.TryParse(Encoding.UTF8.GetBytes(context.Request.QueryString.Value?.TrimStart('?') ?? ""))
            : null;
        return RequestFacts.Read(
            context.Request.Method, context.Request.Headers.UserAgent.ToString(), AuthorizationHeader.Of(context.Request),
            FormParameters.Join(request.Form, query));
    }

    private static CallerAnswer AnswerOf(HttpContext context, OAuthError error) => new(AnswerForm.Json, error.Rule.Status)
    {
        Error = error.Code,
        Description = error.Description,
        Challenge = ChallengeOf(context, error),
        RetryAfter = WaitOf(error),
    };

    // RFC 6749 section 5.2 wants a challenge when the client used the header; RFC 6750 section 3 for bearer tokens.
    private static string ChallengeOf(HttpContext context, OAuthError error) => error.Code switch
    {
        ErrorCodes.InvalidClient when PresentedCredentials.HasBasicScheme(AuthorizationHeader.Of(context.Request)) => "Basic realm=\"dex\"",
        ErrorCodes.InvalidToken => "Bearer error=\"invalid_token\"",
        _ when error.Rule == RefusalRules.BearerMissing => "Bearer",
        _ => "",
    };

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
