using System.Text.Json;
using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;
using Dex.Web.Endpoints.SignIn;

namespace Dex.Web.Endpoints;

/// <summary><c>POST /device/code</c> (RFC 8628 section 3.1): where a device without a keyboard begins.</summary>
internal sealed class DeviceAuthorizationEndpoint(
    DeviceAuthorization authorization, IServerPolicySource policies, ISnapshotFreshness freshness, RefusalWriter refusals) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.DeviceAuthorization;

    public bool AllowsCrossOrigin => false;

    public async Task HandleAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var visit = context.Request.Method == "POST"
            ? await FlowVisit.ReadAsync(context, ct)
            : new OAuthError(RefusalRules.RequestMethod, "The method is not allowed.", "POST", context.Request.Method);
        if (visit.Failed)
        {
            await refusals.WriteAsync(context, visit.Error);
            return;
        }

        await freshness.EnsureAsync(ct);
        var request = new DeviceAuthorizationRequest(
            visit.Value.Form, visit.Value.Query, AuthorizationHeader.Of(context.Request), visit.Value.Address);
        var asked = await authorization.RequestAsync(request, ct);
        await (asked.Failed ? refusals.WriteAsync(context, asked.Error) : WriteAsync(context, asked.Value));
    }

    private Task WriteAsync(HttpContext context, NewDeviceRequest asked)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        var body = JsonSerializer.SerializeToUtf8Bytes(
            DeviceAuthorizationJson.Of(asked, policies.Current.Issuer), DeviceAuthorizationJsonContext.Default.DeviceAuthorizationJson);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
