using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// The part of the catalogue that belongs to devices (RFC 8628, protocol 5.7 and 7.8): the request of the device, the pages of the person
/// who answers it, and the polls at the token endpoint.
/// </summary>
public static class DeviceRules
{
    // The device asks.
    public static RefusalRule ChallengeMethodUnsupported { get; } =
        Request("device.challenge_method_unsupported", "The code_challenge_method is neither S256 nor plain.");

    // A person answers.
    public static RefusalRule GrantOff { get; } = new("device.grant_off", ErrorCodes.UnsupportedGrantType, 404,
        "A page of the device grant was asked for, and the grant is switched off for this server.", "Switch it on under Grant types.");
    public static RefusalRule UserCodeMissing { get; } = Request("user_code.missing", "The form came without a user_code.");
    public static RefusalRule UserCodeUnknown { get; } =
        Request("user_code.unknown", "No device waits with this user code; it is wrong, or has expired.");
    public static RefusalRule UserCodeLimit { get; } = new("limit.user_codes", ErrorCodes.TemporarilyUnavailable, 429,
        "Too many wrong user codes from this address.", "Check limits.deviceCodes, and web.clientRemoteIP behind a proxy.");
    public static RefusalRule Answered { get; } =
        Request("device.answered", "The device was answered before, with yes or with no, or its request ended while the person signed in.");
    public static RefusalRule SignInEnded { get; } = new("device.sign_in_ended", ErrorCodes.AccessDenied, 400,
        "The sign-in for a device ended with an error; the device is told that access is denied.");
    public static RefusalRule CallbackIncomplete { get; } =
        Request("device.callback_incomplete", "The device callback came without a code or without a state.");
    public static RefusalRule CodeUnknown { get; } =
        Request("device.code_unknown", "The code that came to the device callback is unknown, expired or used.");
    public static RefusalRule RequestGone { get; } =
        Request("device.request_gone", "No device waits with the user code that came to the device callback.");
    public static RefusalRule CodeOfAnother { get; } = Request("device.code_of_another",
        "The code that came to the device callback was issued to another client, for another address or for another device.");
    public static RefusalRule ClientGone { get; } = new("device.client_gone", ErrorCodes.InvalidClient, 401,
        "The client of the device is gone or disabled, or may no longer use the grant.", "Look at the client.");

    // The device comes for its tokens.
    public static RefusalRule CodeMissing { get; } = Request("device_code.missing", "The parameter device_code is missing.");
    public static RefusalRule DeviceCodeUnknown { get; } =
        Request("device_code.unknown", "No device request has this device code, or it expired some time ago.");
    public static RefusalRule OtherClient { get; } = Grant("device_code.other_client", "The device code was issued to another client.");
    public static RefusalRule Expired { get; } =
        new("device_code.expired", ErrorCodes.ExpiredToken, 400, "Nobody answered the device in time.");
    public static RefusalRule SlowDown { get; } =
        new("device_code.slow_down", ErrorCodes.SlowDown, 400, "The device asks more often than it was told to.");
    public static RefusalRule Pending { get; } =
        new("device_code.pending", ErrorCodes.AuthorizationPending, 400, "Nobody has answered the device yet.") { IsOrdinary = true };
    public static RefusalRule Denied { get; } =
        new("device_code.denied", ErrorCodes.AccessDenied, 400, "The person said no, the sign-in failed, or an administrator took the request back.");
    public static RefusalRule ConnectorUnavailable { get; } = new("device_code.connector_unavailable", ErrorCodes.ServerError, 500,
        "The connector that the person signed in with is gone or cannot be opened.", "Look at the connector; the log has the cause.");
    public static RefusalRule Redeemed { get; } = Grant("device_code.redeemed", "The device has its tokens already.");

    /// <summary>Of the token endpoint, for codes that belong to <see cref="CodeOfAnother"/>'s door.</summary>
    public static RefusalRule CodeForDevice { get; } = Grant("code.for_device",
        "The code belongs to a device's sign-in, which only the device callback may end.", "Poll with the device code instead.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
    [
        ChallengeMethodUnsupported,
        GrantOff, UserCodeMissing, UserCodeLimit, UserCodeUnknown,
        SignInEnded, CallbackIncomplete, CodeUnknown, RequestGone, CodeOfAnother, ClientGone, Answered,
        CodeMissing, DeviceCodeUnknown, OtherClient, Expired, SlowDown, Pending, Denied, ConnectorUnavailable, Redeemed,
        CodeForDevice,
    ];

    private static RefusalRule Request(string id, string meaning) => new(id, ErrorCodes.InvalidRequest, 400, meaning);

    private static RefusalRule Grant(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidGrant, 400, meaning, remedy);
}
