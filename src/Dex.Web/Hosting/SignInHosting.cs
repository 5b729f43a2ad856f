using Dex.Domain.Authorization;
using Dex.Domain.Devices;
using Dex.Domain.Limits;
using Dex.Web.Endpoints;
using Dex.Web.Endpoints.SignIn;

namespace Dex.Web.Hosting;

/// <summary>The browser flow: its steps, and the doors that lead to them.</summary>
internal static class SignInHosting
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddSingleton<IApplicationDirectory, ApplicationDirectory>()
        .AddSingleton<AuthorizationRequestValidator>()
        .AddSingleton<ConnectorChoice>()
        .AddSingleton<AuthorizationStart>()
        .AddSingleton<PasswordStep>()
        .AddSingleton<CallbackStep>()
        .AddSingleton<LoginCompletion>()
        .AddSingleton<RequestedAccesses>()
        .AddSingleton<ConsentStep>()
        .AddSingleton<AuthorizationDispatcher>()
        .AddSingleton<AuthorizationIssuer>()
        .AddSingleton<UserCodeLimits>()
        .AddSingleton<UserCodeLookup>()
        .AddSingleton<DeviceSignIn>()
        .AddSingleton<DeviceCodeStep>()
        .AddSingleton<DeviceCallbackStep>()
        .AddSingleton<FlowDoor>()
        .AddSingleton<FlowWriter>()
        .AddSingleton<IProtocolEndpoint, AuthorizationEndpoint>()
        .AddSingleton<IProtocolEndpoint, ConnectorEndpoint>()
        .AddSingleton<IProtocolEndpoint, PasswordEndpoint>()
        .AddSingleton<IProtocolEndpoint, CallbackEndpoint>()
        .AddSingleton<IProtocolEndpoint, PinnedCallbackEndpoint>()
        .AddSingleton<IProtocolEndpoint, ApprovalEndpoint>()
        .AddSingleton<IProtocolEndpoint, DevicePageEndpoint>()
        .AddSingleton<IProtocolEndpoint, DeviceCodeCheckEndpoint>()
        .AddSingleton<IProtocolEndpoint, DeviceCallbackEndpoint>();
}
