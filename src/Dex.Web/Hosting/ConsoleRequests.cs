using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting;

/// <summary>What every request of the console passes through: its id and client address, the configured headers, the net under exceptions.</summary>
internal sealed partial class ConsoleRequests(
    RequestDelegate next, RequestIdentityFactory identities, FixedHeaders headers, RefusalWriter refusals, ErrorPageWriter pages,
    ILogger<ConsoleRequests> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = identities.Attach(context, RefusalPlaces.Console);
        headers.ApplyTo(context.Response);
        using var scope = logger.BeginScope(request);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (StorageUnavailableException) when (!context.Response.HasStarted)
        {
            refusals.Record(context, new OAuthError(RefusalRules.ServerStorageUnavailable), new CallerAnswer(AnswerForm.Page, 503) { RetryAfter = 1 });
            context.Response.Headers.RetryAfter = "1";
            await pages.WriteAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            refusals.Record(context, new OAuthError(RefusalRules.RequestMalformedForm, received: failure.Message),
                new CallerAnswer(AnswerForm.Page, failure.StatusCode));
            await pages.WriteAsync(context, failure.StatusCode);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFault(failure);
            refusals.Record(context, new OAuthError(RefusalRules.ServerFault), new CallerAnswer(AnswerForm.Page, 500));
            await pages.WriteAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "console request failed")]
    private partial void LogFault(Exception failure);
}
