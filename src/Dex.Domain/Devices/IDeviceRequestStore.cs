using Dex.Domain.Audit;
using Dex.Domain.RefreshTokens;

namespace Dex.Domain.Devices;

/// <summary>Device requests. Every step is one conditional change, so that the database decides who was first.</summary>
public interface IDeviceRequestStore
{
    /// <summary>False when a request with this user code exists; then another code is drawn.</summary>
    Task<bool> AddAsync(DeviceRequest request, CancellationToken ct);

    /// <summary>Null when absent or expired.</summary>
    /// <param name="userCode">As it is shown.</param>
    Task<DeviceRequest?> FindByUserCodeAsync(string userCode, CancellationToken ct);

    /// <summary>Null when absent. An expired one is found until it is collected.</summary>
    Task<DeviceRequest?> FindByDeviceCodeAsync(string deviceCodeHash, CancellationToken ct);

    /// <summary>Notes a poll. False when another poll was noted since <paramref name="request"/> was read.</summary>
    Task<bool> TryPollAsync(DeviceRequest request, DateTimeOffset at, TimeSpan interval, CancellationToken ct);

    /// <summary>False unless it is pending and alive.</summary>
    Task<bool> TryApproveAsync(string userCode, DeviceApproval approval, CancellationToken ct);

    /// <summary>False unless it is alive and pending. An administrator's no also takes back a yes that no device has fetched.</summary>
    /// <param name="entry">Null when the person at the browser said no; set when an administrator did.</param>
    Task<bool> TryDenyAsync(string userCode, AuditEntry? entry, CancellationToken ct);

    /// <summary>Hands the approval over, once: of any number of attempts exactly one gets true. The refresh token begins in the same act.</summary>
    Task<bool> TryRedeemAsync(string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct);

    /// <summary>Denies all pending ones, and approved ones that no device has fetched.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DenyAllAsync(DeviceRequestQuery query, Func<int, AuditEntry> entryFor, CancellationToken ct);

    /// <summary>Alive ones, newest first; ties by user code. Without the secrets that the rows hold.</summary>
    Task<DeviceRequestPage> ListAsync(DeviceRequestQuery query, CancellationToken ct);
}

/// <summary>What the console's list of device requests asks for.</summary>
public sealed record DeviceRequestQuery
{
    /// <summary>Part of e-mail address, name or user id of who approved, of client id or user code, without regard to case; empty: all.</summary>
    public string Search { get; init; } = "";

    /// <summary>Null: of any client.</summary>
    public string? ClientId { get; init; }

    /// <summary>With a user id: approved by this person; null: by anybody or nobody.</summary>
    public string? ConnectorId { get; init; }

    public string? UserId { get; init; }

    /// <summary>Null: any.</summary>
    public DeviceStatus? Status { get; init; }

    public int Offset { get; init; }

    public int Count { get; init; } = 25;
}

/// <summary>One page of device requests.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record DeviceRequestPage(IReadOnlyList<DeviceRequest> Items, int Total);
