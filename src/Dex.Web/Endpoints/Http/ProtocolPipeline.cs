using System.Globalization;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Web.Endpoints.Http;

/// <summary>What every protocol request passes through: request id, client address, fixed headers, CORS, and the net under exceptions.</summary>
internal sealed partial class ProtocolPipeline(
    RequestIdentityFactory identities, FixedHeaders headers, CrossOriginPolicy crossOrigin, RefusalWriter refusals, ErrorPageWriter pages,
    ILogger<ProtocolPipeline> logger)
{
    public async Task RunAsync(HttpContext context, IProtocolEndpoint endpoint)
    {
        var request = identities.Attach(context, endpoint.Description.Path);
        headers.ApplyTo(context.Response);
        using var scope = logger.BeginScope(request);
        if (endpoint.AllowsCrossOrigin && crossOrigin.Answer(context))
        {
            return;
        }

        try
        {
            await endpoint.HandleAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (BadHttpRequestException failure)
        {
            var rule = failure.StatusCode == StatusCodes.Status413PayloadTooLarge ? RefusalRules.RequestTooLarge : RefusalRules.RequestMalformedForm;
            await RefuseAsync(context, endpoint, new OAuthError(rule, received: failure.Message));
        }
        catch (StorageUnavailableException failure)
        {
            LogStorage(failure);
            await RefuseAsync(context, endpoint, new OAuthError(RefusalRules.ServerStorageUnavailable) { RetryAfter = TimeSpan.FromSeconds(1) });
        }
        catch (Exception failure)
        {
            LogFault(failure);
            await RefuseAsync(context, endpoint, new OAuthError(RefusalRules.ServerFault));
        }
    }

    private async Task RefuseAsync(HttpContext context, IProtocolEndpoint endpoint, OAuthError error)
    {
        if (!endpoint.AnswersWithPages)
        {
            await refusals.WriteAsync(context, error);
            return;
        }

        if (context.Response.HasStarted)
        {
            refusals.Record(context, error, new CallerAnswer(AnswerForm.Cut, 0));
            context.Abort();
            return;
        }

        var wait = RefusalWriter.WaitOf(error);
        refusals.Record(context, error, new CallerAnswer(AnswerForm.Page, error.Rule.Status) { RetryAfter = wait });
        if (wait is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // What the endpoint had begun to say, such as where to go next, is no part of the page.
        context.Response.Headers.Remove("Location");
        await pages.WriteAsync(context, error.Rule.Status);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "storage unavailable")]
    private partial void LogStorage(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "request failed")]
    private partial void LogFault(Exception failure);
}
