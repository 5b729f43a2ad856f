using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Claims;

namespace Dex.Domain.Devices;

/// <summary>
/// What a device asks for while a person answers elsewhere (RFC 8628): from the codes that it gets to the tokens. The device code is kept
/// by its hash alone; the user code is looked up by people and lives a few minutes.
/// </summary>
public sealed record DeviceRequest
{
    /// <summary>What RFC 8628 section 3.2 calls <c>interval</c>, and what <c>slow_down</c> adds to it.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>As it is shown: <c>XXXX-XXXX</c>.</summary>
    public required string UserCode { get; init; }

    /// <summary><see cref="HashOf"/> of the device code.</summary>
    public required string DeviceCodeHash { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Never empty; what the device asked for, not yet judged.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>Empty when the device sent none.</summary>
    public string CodeChallenge { get; init; } = "";

    public string CodeChallengeMethod { get; init; } = "plain";

    /// <summary>The address that the device asked from; empty when unknown.</summary>
    public string Address { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DeviceStatus Status { get; init; }

    /// <summary>The last poll; at first the creation.</summary>
    public required DateTimeOffset LastPollAt { get; init; }

    /// <summary>How long the device has to wait between two polls; zero before the first.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Who signed in for the device; null until somebody has.</summary>
    public DeviceApproval? Approval { get; init; }

    /// <summary>SHA-256 as lower-case hex. A device code has 256 random bits, so a plain hash cannot be searched.</summary>
    public static string HashOf(string deviceCode) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deviceCode)));
}

/// <summary>How far a device has come.</summary>
public enum DeviceStatus
{
    /// <summary>Nobody has answered.</summary>
    Pending,

    /// <summary>A person signed in and allowed it; the tokens wait for the device.</summary>
    Approved,

    /// <summary>The person said no, or the sign-in failed.</summary>
    Denied,

    /// <summary>The device has its tokens.</summary>
    Redeemed,
}

/// <summary>What a person's sign-in gave the device. The tokens are made when the device comes for them, so that none lie in the database.</summary>
public sealed record DeviceApproval
{
    public required PersonClaims Person { get; init; }

    public required string ConnectorId { get; init; }

    /// <summary>Null when the connector keeps nothing. Sealed at rest, never logged.</summary>
    public string? ConnectorData { get; init; }

    public required ImmutableArray<string> Scopes { get; init; }

    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>The code of the browser's leg, which is spent; the ID token names it by <c>c_hash</c>.</summary>
    public required string Code { get; init; }

    public override string ToString() => nameof(DeviceApproval);
}
