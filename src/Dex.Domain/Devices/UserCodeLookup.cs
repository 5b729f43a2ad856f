using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Devices;

/// <summary>
/// From a user code to the request of its device, for whoever brings one: the form, the internal authorization request, the callback.
/// Each of the three would tell a guesser which codes are alive, so wrong ones are counted together.
/// </summary>
public sealed class UserCodeLookup(IDeviceRequestStore requests, UserCodeLimits limits)
{
    /// <param name="typed">As it came.</param>
    /// <param name="address">Of who brings it; empty when unknown.</param>
    /// <returns>A request that has not expired, answered or not.</returns>
    public async ValueTask<Result<DeviceRequest>> FindAsync(string typed, string address, CancellationToken ct)
    {
        if (limits.Begin(address) is { } wait)
        {
            return new OAuthError(DeviceRules.UserCodeLimit, "Too many wrong codes.", limits.Allowance) { RetryAfter = wait };
        }

        DeviceRequest? request;
        try
        {
            request = UserCode.Read(typed) is { } code ? await requests.FindByUserCodeAsync(code, ct) : null;
        }
        catch (StorageUnavailableException)
        {
            limits.TakeBack(address);
            throw;
        }

        if (request is null)
        {
            // What was typed may be one letter away from a code that is alive: it is counted and not repeated.
            return new OAuthError(DeviceRules.UserCodeUnknown, "The code is wrong or has expired.", "the code of a device that waits",
                $"{typed.Length} characters");
        }

        limits.TakeBack(address);
        return request;
    }
}
