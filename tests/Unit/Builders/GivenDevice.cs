using Dex.Domain.Clients;
using Dex.Domain.Devices;

namespace Dex.Tests.Unit.Builders;

/// <summary>Valid things of the device flow, of which a test names only what matters to it.</summary>
internal static class GivenDevice
{
    public const string DeviceCode = "the-device-code";

    public const string UserCode = "BCDF-GHJK";

    /// <summary>Where a person who signs in for a device is sent back to, at the issuer of <see cref="Given.File"/>.</summary>
    public const string Callback = "/dex/device/callback";

    /// <summary>A television: public, without an address, for devices alone.</summary>
    public static Client Tv(string id = "tv") =>
        Given.Client(id) with { Kind = ClientKind.Device, IsPublic = true, AllowedGrantTypes = ["urn:ietf:params:oauth:grant-type:device_code"] };

    /// <summary>What <see cref="Tv"/> waits for, five minutes long.</summary>
    public static DeviceRequest Request(string userCode = UserCode, string deviceCode = DeviceCode) => new()
    {
        UserCode = userCode,
        DeviceCodeHash = DeviceRequest.HashOf(deviceCode),
        ClientId = "tv",
        Scopes = ["openid", "email"],
        CreatedAt = Given.Now,
        ExpiresAt = Given.Now.AddMinutes(5),
        LastPollAt = Given.Now,
    };

    public static DeviceApproval Approval { get; } = new()
    {
        Person = GivenFlow.Jane,
        ConnectorId = "up",
        ConnectorData = "upstream token",
        Scopes = ["openid", "email"],
        AuthTime = Given.Now.AddMinutes(-1),
        Code = "the-code",
    };

    /// <summary>The same when a person has said yes.</summary>
    public static DeviceRequest Approved(this DeviceRequest request) => request with { Status = DeviceStatus.Approved, Approval = Approval };
}
