using Dex.Domain.Authorization;
using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Devices;

/// <summary>
/// <c>/device</c> and <c>/device/auth/verify_code</c> (protocol 7.8): asks for the code that a device shows, and sends who knows one to
/// sign in. A code that stands in the address is shown and not taken: the person compares it and presses the button (RFC 8628 section 5.4).
/// </summary>
public sealed class DeviceCodeStep(UserCodeLookup codes, DeviceSignIn devices, IServerPolicySource policies)
{
    private const int LongestShown = 32;

    /// <param name="method">The HTTP method.</param>
    /// <param name="userCode">Of the address; empty when absent.</param>
    /// <param name="invalid">A flag of the address that shows the error; empty when absent.</param>
    public FlowOutcome Ask(string method, string userCode, string invalid)
    {
        ArgumentNullException.ThrowIfNull(userCode);
        if (devices.WhyOff() is { } off)
        {
            return off;
        }

        if (method != "GET")
        {
            return StepFailure.Method(method);
        }

        return FeatureFlag.Parse(invalid) == true
            ? new DeviceCodeAsked(Shown(userCode), IsProposed: false, new OAuthError(DeviceRules.UserCodeUnknown, expected: "a page without invalid"))
            : new DeviceCodeAsked(Shown(userCode), IsProposed: UserCode.Read(userCode) is not null, null);
    }

    /// <param name="typed">The code as the person wrote it; empty when absent.</param>
    /// <param name="address">The client address; empty when unknown.</param>
    public async ValueTask<FlowOutcome> CheckAsync(string method, string typed, string address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (devices.WhyOff() is { } off)
        {
            return off;
        }

        if (method != "POST")
        {
            return StepFailure.Method(method);
        }

        if (typed.Length == 0)
        {
            return StepFailure.Page(DeviceRules.UserCodeMissing, "There was no code in the form.", "Go back and enter the code that the device shows.");
        }

        var found = await codes.FindAsync(typed, address, ct);
        return found.Failed
            ? new DeviceCodeAsked(Shown(typed), IsProposed: false, found.Error)
            : new Onward(DeviceSignIn.AddressOf(found.Value, policies.Current.Issuer), 302);
    }

    // What can be no code is shown as it came, so that one sees what is wrong with it; but not a page of it.
    private static string Shown(string typed) => UserCode.Read(typed)
        ?? (typed.Length <= LongestShown && !typed.Any(char.IsControl) ? typed : "");
}
