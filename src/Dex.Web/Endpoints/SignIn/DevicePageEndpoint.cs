using Dex.Domain.Authorization;
using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.SignIn;

/// <summary><c>/device</c>: where a person types the code that a device shows. What stands in the address is only shown.</summary>
internal sealed class DevicePageEndpoint(FlowDoor door, DeviceCodeStep step) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.DevicePage;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, (visit, _) => ValueTask.FromResult<FlowOutcome>(
        step.Ask(visit.Method, visit.Query.Text(ParameterNames.UserCode), visit.Query.Text(ParameterNames.Invalid))));
}

/// <summary><c>/device/auth/verify_code</c>: takes the code.</summary>
internal sealed class DeviceCodeCheckEndpoint(FlowDoor door, DeviceCodeStep step) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.DeviceCodeCheck;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public Task HandleAsync(HttpContext context) => door.OpenAsync(context, (visit, ct) =>
        step.CheckAsync(visit.Method, visit.Parameters[ParameterNames.UserCode], visit.Address, ct));
}
