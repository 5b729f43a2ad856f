using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Web.Endpoints.Http;

/// <summary>What every protocol request passes through: request id, client address, fixed headers, CORS, and the net under exceptions.</summary>
internal sealed partial class ProtocolPipeline(
    RequestIdentityFactory identities, FixedHeaders headers, CrossOriginPolicy crossOrigin, RefusalWriter refusals, ILogger<ProtocolPipeline> logger)
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
            await refusals.WriteAsync(context, new OAuthError(rule, received: failure.Message));
        }
        catch (StorageUnavailableException failure)
        {
            LogStorage(failure);
            await refusals.WriteAsync(context, new OAuthError(RefusalRules.ServerStorageUnavailable) { RetryAfter = TimeSpan.FromSeconds(1) });
        }
        catch (Exception failure)
        {
            LogFault(failure);
            await refusals.WriteAsync(context, new OAuthError(RefusalRules.ServerFault));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "storage unavailable")]
    private partial void LogStorage(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "request failed")]
    private partial void LogFault(Exception failure);
}
