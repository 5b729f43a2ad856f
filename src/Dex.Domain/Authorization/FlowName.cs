using Dex.Domain.Protocol;

namespace Dex.Domain.Authorization;

/// <summary>The grant by which a connector judges whether it may serve a request (protocol 4.3). A hybrid request counts as implicit.</summary>
public static class FlowName
{
    private const string DeviceCallback = "/device/callback";

    public static string Of(AuthorizationParameters parameters) =>
        parameters[ParameterNames.RedirectUri].EndsWith(DeviceCallback, StringComparison.Ordinal) ? GrantTypes.DeviceCode
        : parameters.AsksForTokens ? GrantTypes.Implicit
        : GrantTypes.AuthorizationCode;
}
