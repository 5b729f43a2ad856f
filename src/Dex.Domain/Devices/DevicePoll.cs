using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Devices;

/// <summary>
/// A device asks whether it has been answered (RFC 8628 section 3.5, protocol 5.7.2): not yet, too soon, no, too late. Only a yes is left
/// to the grant.
/// </summary>
public sealed class DevicePoll(IDeviceRequestStore requests, TimeProvider clock)
{
    // A device that asked too soon a thousand times has no use for a longer interval, and no database for one of days.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <returns>The request that a person said yes to, or why there is nothing yet.</returns>
    public async ValueTask<Result<DeviceRequest>> AskAsync(string deviceCode, string clientId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(deviceCode);
        if (deviceCode.Length == 0)
        {
            return new OAuthError(DeviceRules.CodeMissing, "The parameter device_code is missing.", "device_code");
        }

        var request = await requests.FindByDeviceCodeAsync(DeviceRequest.HashOf(deviceCode), ct);
        if (request is null)
        {
            return new OAuthError(DeviceRules.DeviceCodeUnknown, "The device code is unknown.", received: $"{deviceCode.Length} characters");
        }

        if (request.ClientId != clientId)
        {
            return new OAuthError(DeviceRules.OtherClient, "The device code is invalid.", request.ClientId, clientId);
        }

        var now = clock.GetUtcNow();
        if (request.ExpiresAt <= now)
        {
            return new OAuthError(DeviceRules.Expired, "The device code has expired.", $"a poll before {request.ExpiresAt:u}");
        }

        return request.Status switch
        {
            DeviceStatus.Pending => await WaitAsync(request, now, ct),
            DeviceStatus.Approved => request,
            DeviceStatus.Denied => new OAuthError(DeviceRules.Denied, "The request was denied."),
            _ => new OAuthError(DeviceRules.Redeemed, "The device code is used."),
        };
    }

    private async ValueTask<OAuthError> WaitAsync(DeviceRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var isTooSoon = now < request.LastPollAt + request.Interval;
        var longer = request.Interval + DeviceRequest.DefaultInterval;
        var interval = isTooSoon ? (longer < LongestInterval ? longer : LongestInterval) : DeviceRequest.DefaultInterval;

        // Whoever was beaten by another poll of the same moment asked at the same time as itself.
        return await requests.TryPollAsync(request, now, interval, ct) && !isTooSoon
            ? new OAuthError(DeviceRules.Pending, "The person has not answered yet.", "a person's answer")
            : new OAuthError(DeviceRules.SlowDown, $"Wait {interval.TotalSeconds:0} seconds between two requests.",
                $"{request.Interval.TotalSeconds:0} s after {request.LastPollAt:u}", $"{now:u}");
    }
}
