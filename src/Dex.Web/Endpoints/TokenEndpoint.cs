using System.Text.Json;
using Dex.Domain.Activity;
using Dex.Domain.Discovery;
using Dex.Domain.Grants;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary><c>POST /token</c> (RFC 6749 section 3.2): from here on nobody sees HTTP until the answer.</summary>
internal sealed class TokenEndpoint(
    GrantDispatcher dispatcher, ISnapshotFreshness freshness, IActivityRecorder activity, RefusalWriter refusals) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Token;

    public bool AllowsCrossOrigin => true;

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Method != "POST")
        {
            await refusals.WriteAsync(context, new OAuthError(RefusalRules.RequestMethod, "The method is not allowed.", "POST", context.Request.Method));
            return;
        }

        var form = await FormReader.ReadAsync(context.Request, context.RequestAborted);
        if (form.Failed)
        {
            await refusals.WriteAsync(context, form.Error);
            return;
        }

        await freshness.EnsureAsync(context.RequestAborted);
        var address = RequestIdentity.Of(context).Address;
        var request = new TokenRequest(form.Value, AuthorizationHeader.Of(context.Request), address);
        var outcome = await dispatcher.HandleAsync(request, context.RequestAborted);
        if (outcome.Result.Failed)
        {
            await refusals.WriteAsync(context, Attribute(outcome, request));
            return;
        }

        activity.Issued(outcome.Caller!, request.GrantType, address);
        await WriteAsync(context, outcome.Result.Value);
    }

    // Rules further in do not know who asks and for what; counters and the console want to.
    private static OAuthError Attribute(GrantOutcome outcome, TokenRequest request)
    {
        var error = outcome.Result.Error!;
        return error with
        {
            GrantType = error.GrantType ?? (GrantTypes.IsKnown(request.GrantType) ? request.GrantType : null),
            ClientId = outcome.Caller?.Client.Id ?? error.ClientId,
            ClientIsKnown = outcome.Caller is not null || error.ClientIsKnown,
            SecretId = outcome.Caller?.Secret?.Id ?? error.SecretId,
            IsTrial = error.IsTrial || outcome.Caller?.Trial is not null,
        };
    }

    private static Task WriteAsync(HttpContext context, TokenResponse token)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        var body = JsonSerializer.SerializeToUtf8Bytes(TokenJson.Of(token), TokenJsonContext.Default.TokenJson);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
