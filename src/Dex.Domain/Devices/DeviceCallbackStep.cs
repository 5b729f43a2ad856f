using Dex.Domain.Authorization;
using Dex.Domain.Codes;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Devices;

/// <summary>
/// <c>/device/callback</c> (protocol 7.8): the person comes back from signing in for a device. The code is spent here, and what it stood
/// for waits until the device comes. An error ends the waiting of the device too (F-31).
/// </summary>
public sealed class DeviceCallbackStep(
    IAuthorizationCodeStore codes, IDeviceRequestStore requests, UserCodeLookup lookup, DeviceSignIn devices, IApplicationDirectory applications,
    IServerPolicySource policies)
{
    private const string StartAgain = "If the device still waits, ask it for a new code.";

    public async ValueTask<FlowOutcome> HandleAsync(DeviceCallbackVisit visit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (devices.WhyOff() is { } off)
        {
            return off;
        }

        if (visit.Method != "GET")
        {
            return StepFailure.Method(visit.Method);
        }

        if (visit.Error.Length > 0)
        {
            return await TurnAwayAsync(visit, ct);
        }

        if (visit.State.Length == 0 || visit.Code.Length == 0)
        {
            return StepFailure.Page(DeviceRules.CallbackIncomplete, "The address of this page is incomplete.", StartAgain);
        }

        var hash = AuthorizationCode.HashOf(visit.Code);
        if (await codes.FindAsync(hash, ct) is not { RedeemedAt: null } code)
        {
            return CodeUnknown();
        }

        // Whoever has a code of ours is no guesser, and the code names the one device that it is good for.
        if (UserCode.Read(visit.State) is not { } userCode || await requests.FindByUserCodeAsync(userCode, ct) is not { } request)
        {
            return RequestGone();
        }

        return WhyForeign(code, request) ?? await EndAsync(hash, code, request, visit.Code, ct);
    }

    private async ValueTask<FlowOutcome> TurnAwayAsync(DeviceCallbackVisit visit, CancellationToken ct)
    {
        var found = await lookup.FindAsync(visit.State, visit.Address, ct);
        if (found.Failed)
        {
            return found.Error.Rule == DeviceRules.UserCodeLimit ? DeviceSignIn.Displayed(found.Error, null) : RequestGone();
        }

        // Loading the page again tells the same again.
        var request = found.Value;
        if (request.Status != DeviceStatus.Denied && !await requests.TryDenyAsync(request.UserCode, null, ct))
        {
            return Answered(request);
        }

        var error = new OAuthError(DeviceRules.SignInEnded, received: $"{visit.Error} {visit.ErrorDescription}".TrimEnd())
        {
            ClientId = request.ClientId,
            ClientIsKnown = true,
            GrantType = GrantTypes.DeviceCode,
        };
        return new DeviceTurnedAway(
            await applications.FindAsync(request.ClientId, ct), visit.Error == ErrorCodes.AccessDenied, error);
    }

    // Nothing but our own request makes a code for our own callback, so the comparison is stricter than dex's, which looks at the end of the path.
    private DisplayedFailure? WhyForeign(AuthorizationCode code, DeviceRequest request)
    {
        var callback = DeviceSignIn.CallbackOf(policies.Current.Issuer);
        return code.ClientId == request.ClientId && code.RedirectUri == callback && code.UserCode == request.UserCode
            ? null
            : new DisplayedFailure(
                new OAuthError(DeviceRules.CodeOfAnother, expected: $"a code of {request.ClientId} for {callback} and this device",
                    received: $"a code of {code.ClientId} for {code.RedirectUri}") { ClientId = request.ClientId, ClientIsKnown = true },
                DeviceRules.CodeOfAnother.Status, "This sign-in belongs to another page.", StartAgain);
    }

    private async ValueTask<FlowOutcome> EndAsync(
        string hash, AuthorizationCode code, DeviceRequest request, string text, CancellationToken ct)
    {
        if (await applications.FindAsync(request.ClientId, ct) is not { Enabled: true } client || !client.AllowsGrant(GrantTypes.DeviceCode))
        {
            return new DisplayedFailure(
                new OAuthError(DeviceRules.ClientGone) { ClientId = request.ClientId }, DeviceRules.ClientGone.Status,
                "The application on the device can no longer be used.", "Tell whoever runs the application.");
        }

        if (!await codes.TryRedeemAsync(hash, [], null, ct))
        {
            return CodeUnknown();
        }

        var approval = new DeviceApproval
        {
            Person = code.Person,
            ConnectorId = code.ConnectorId,
            ConnectorData = code.ConnectorData,
            Scopes = code.Scopes,
            AuthTime = code.AuthTime,
            Code = text,
        };
        return await requests.TryApproveAsync(request.UserCode, approval, ct) ? new DeviceConnected(client) : Answered(request);
    }

    private static DisplayedFailure CodeUnknown() =>
        StepFailure.Page(DeviceRules.CodeUnknown, "This sign-in is finished, has expired, or never began.", StartAgain);

    private static DisplayedFailure RequestGone() => StepFailure.Page(
        DeviceRules.RequestGone, "No device waits for this sign-in any more.", StartAgain);

    private static DisplayedFailure Answered(DeviceRequest request) =>
        DeviceSignIn.Displayed(new OAuthError(DeviceRules.Answered, received: $"{request.Status}"), request.ClientId);
}

/// <summary>The browser as it comes back from signing in for a device. Never logged: it may hold a code.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Code">The code of the browser's leg; empty when absent.</param>
/// <param name="State">The user code; empty when absent.</param>
/// <param name="Error">Empty when the sign-in went well.</param>
/// <param name="ErrorDescription">Empty when absent.</param>
/// <param name="Address">The client address; empty when unknown.</param>
public sealed record DeviceCallbackVisit(string Method, string Code, string State, string Error, string ErrorDescription, string Address)
{
    public override string ToString() => nameof(DeviceCallbackVisit);
}
