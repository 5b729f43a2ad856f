using Dex.Domain.Audit;
using Dex.Domain.Devices;
using Dex.Domain.RefreshTokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Device requests in a dictionary by their user code, by the store's contract; refresh tokens of redemptions lie beside them.</summary>
internal sealed class MemoryDevices(TimeProvider clock) : IDeviceRequestStore
{
    private readonly Dictionary<string, DeviceRequest> _requests = new(StringComparer.Ordinal);

    public IReadOnlyCollection<DeviceRequest> All => _requests.Values;

    public List<NewRefreshToken> RefreshTokens { get; } = [];

    /// <summary>Runs before the next change, as somebody else's would.</summary>
    public Action<MemoryDevices>? BeforeChange { get; set; }

    /// <summary>How many of the next requests find their user code taken.</summary>
    public int Collisions { get; set; }

    public DeviceRequest this[string userCode] => _requests[userCode];

    public DeviceRequest Put(DeviceRequest request) => _requests[request.UserCode] = request;

    public Task<bool> AddAsync(DeviceRequest request, CancellationToken ct) =>
        Task.FromResult(Collisions-- <= 0 && _requests.TryAdd(request.UserCode, request));

    public Task<DeviceRequest?> FindByUserCodeAsync(string userCode, CancellationToken ct) => Task.FromResult(Live(userCode));

    public Task<DeviceRequest?> FindByDeviceCodeAsync(string deviceCodeHash, CancellationToken ct) =>
        Task.FromResult(_requests.Values.FirstOrDefault(request => request.DeviceCodeHash == deviceCodeHash));

    public Task<bool> TryPollAsync(DeviceRequest request, DateTimeOffset at, TimeSpan interval, CancellationToken ct) => Change(
        request.UserCode,
        current => current.LastPollAt == request.LastPollAt && current.Interval == request.Interval,
        current => current with { LastPollAt = at, Interval = interval });

    public Task<bool> TryApproveAsync(string userCode, DeviceApproval approval, CancellationToken ct) => Change(
        userCode,
        current => current.Status == DeviceStatus.Pending,
        current => current with { Status = DeviceStatus.Approved, Approval = approval });

    public Task<bool> TryDenyAsync(string userCode, AuditEntry? entry, CancellationToken ct) => Change(
        userCode,
        current => current.Status == DeviceStatus.Pending || (entry is not null && current.Status == DeviceStatus.Approved),
        current => current with { Status = DeviceStatus.Denied });

    public async Task<bool> TryRedeemAsync(string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var request = (await FindByDeviceCodeAsync(deviceCodeHash, ct))!;
        var redeemed = await Change(
            request.UserCode, current => current.Status == DeviceStatus.Approved, current => current with { Status = DeviceStatus.Redeemed });
        RefreshTokens.AddRange(redeemed && refreshToken is not null ? [refreshToken] : []);
        return redeemed;
    }

    public Task<int> DenyAllAsync(DeviceRequestQuery query, Func<int, AuditEntry> entryFor, CancellationToken ct) => throw new NotSupportedException();

    public Task<DeviceRequestPage> ListAsync(DeviceRequestQuery query, CancellationToken ct) => throw new NotSupportedException();

    private DeviceRequest? Live(string userCode) =>
        _requests.GetValueOrDefault(userCode) is { } request && request.ExpiresAt > clock.GetUtcNow() ? request : null;

    private Task<bool> Change(string userCode, Func<DeviceRequest, bool> may, Func<DeviceRequest, DeviceRequest> change)
    {
        var act = BeforeChange;
        BeforeChange = null;
        act?.Invoke(this);
        if (Live(userCode) is not { } current || !may(current))
        {
            return Task.FromResult(false);
        }

        _requests[userCode] = change(current);
        return Task.FromResult(true);
    }
}
