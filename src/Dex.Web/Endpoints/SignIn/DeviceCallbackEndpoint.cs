using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/device/callback</c>: the end of the browser's leg of a device.</summary>
internal sealed class DeviceCallbackEndpoint(FlowDoor door, DeviceCallbackStep step) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.DeviceCallback;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, (visit, ct) => step.HandleAsync(
        new DeviceCallbackVisit(
            visit.Method, visit.Query.Text(ParameterNames.Code), visit.Query.Text(ParameterNames.State), visit.Query.Text(ParameterNames.Error),
            visit.Query.Text(ParameterNames.ErrorDescription), visit.Address),
        ct));
}
