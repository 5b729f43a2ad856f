using Dex.Domain.Authorization;
using Dex.Domain.Discovery;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/callback</c>: the browser comes back from an upstream provider.</summary>
internal class CallbackEndpoint(FlowDoor door, CallbackStep step) : IProtocolEndpoint
{
    // Set by a proxy that has signed the person in; a browser could send them anywhere else.
    private const string RemotePrefix = "X-Remote-";

    public virtual EndpointDescription Description => EndpointCatalogue.Callback;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, async (visit, ct) =>
    {
        var isPinned = Description == EndpointCatalogue.PinnedCallback;
        var headers = context.Request.Headers
            .Where(header => isPinned || !header.Key.StartsWith(RemotePrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return await step.HandleAsync(new CallbackVisit(visit.Method, isPinned, visit.ConnectorId, visit.Query, visit.Form, headers), ct);
    });
}

/// <summary><c>/callback/{connector}</c>: the same where the address names the connector, for proxies that vouch for people by headers.</summary>
internal sealed class PinnedCallbackEndpoint(FlowDoor door, CallbackStep step) : CallbackEndpoint(door, step)
{
    public override EndpointDescription Description => EndpointCatalogue.PinnedCallback;
}
