using Dex.Domain.Devices;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Tokens;

/// <summary>Device requests in words.</summary>
public static class DeviceWords
{
    public static string Of(DeviceStatus status) => status switch
    {
        DeviceStatus.Pending => "Waits for a person",
        DeviceStatus.Approved => "Allowed",
        DeviceStatus.Denied => "Refused",
        _ => "Has its tokens",
    };

    /// <summary>Shape, word and second line.</summary>
    public static (StatusKind Kind, string Word, string? Second) State(DeviceRequest request, DateTimeOffset now) => request.Status switch
    {
        DeviceStatus.Pending => (StatusKind.Turning, Of(request.Status), $"its code ends {Ago.InWords(request.ExpiresAt, now)}"),
        DeviceStatus.Approved => (StatusKind.Turning, Of(request.Status), "the device has not come for its tokens"),
        DeviceStatus.Denied => (StatusKind.Off, Of(request.Status), null),
        _ => (StatusKind.Ok, Of(request.Status), null),
    };

    public static bool CanBeRefused(DeviceRequest request) => request.Status is DeviceStatus.Pending or DeviceStatus.Approved;

    public static AnswerLine Answer(int waiting, int all, ServerPolicy policy) => (policy.Serves(GrantTypes.DeviceCode), all, waiting) switch
    {
        (false, _, _) => new("", "The device grant is switched off", ": no device can ask, and none that asked gets tokens."),
        (_, 0, _) => new("", "No device asks", $": a request appears here for the {Ago.Length(policy.File.Lifetimes.DeviceRequests)} that its code lives."),
        (_, _, 0) => new("", "No device waits for a person", $", {Amount.Of(all, "request was", "requests were")} answered."),
        _ => new("", Amount.Of(waiting, "device waits for a person", "devices wait for a person"), $", {Amount.Of(all - waiting)} answered."),
    };
}
