using Dex.Domain.Audit;
using Dex.Domain.Devices;
using Dex.Domain.RefreshTokens;

namespace Dex.Tests.Unit.Console.Tokens;

/// <summary>Device requests as the console asks for them; what only devices and browsers do is not here.</summary>
internal sealed class DeviceShelf(List<AuditEntry> entries) : IDeviceRequestStore
{
    private readonly List<DeviceRequest> _requests = [];

    public DeviceRequestQuery? LastQuery { get; private set; }

    public DeviceRequest? this[string userCode] => _requests.Find(request => request.UserCode == userCode);

    public void Put(DeviceRequest request) => _requests.Add(request);

    public Task<DeviceRequest?> FindByUserCodeAsync(string userCode, CancellationToken ct) => Task.FromResult(this[userCode]);

    public Task<bool> TryDenyAsync(string userCode, AuditEntry? entry, CancellationToken ct)
    {
        if (this[userCode] is not { Status: DeviceStatus.Pending or DeviceStatus.Approved } request)
        {
            return Task.FromResult(false);
        }

        Deny(request);
        entries.Insert(0, entry!);
        return Task.FromResult(true);
    }

    public Task<int> DenyAllAsync(DeviceRequestQuery query, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        var open = Matching(query).Where(request => request.Status is DeviceStatus.Pending or DeviceStatus.Approved).ToList();
        open.ForEach(Deny);
        if (open.Count > 0)
        {
            entries.Insert(0, entryFor(open.Count));
        }

        return Task.FromResult(open.Count);
    }

    public Task<DeviceRequestPage> ListAsync(DeviceRequestQuery query, CancellationToken ct)
    {
        LastQuery = query.Count == 0 ? LastQuery : query;
        var found = Matching(query).OrderByDescending(request => request.CreatedAt).ToList();
        return Task.FromResult(new DeviceRequestPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public Task<bool> AddAsync(DeviceRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<DeviceRequest?> FindByDeviceCodeAsync(string deviceCodeHash, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryPollAsync(DeviceRequest request, DateTimeOffset at, TimeSpan interval, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryApproveAsync(string userCode, DeviceApproval approval, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryRedeemAsync(string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct) => throw new NotSupportedException();

    private IEnumerable<DeviceRequest> Matching(DeviceRequestQuery query) => _requests
        .Where(request => $"{request.UserCode}\n{request.ClientId}\n{request.Approval?.Person.Email}".Contains(query.Search, StringComparison.OrdinalIgnoreCase))
        .Where(request => query.ClientId is null || query.ClientId == request.ClientId)
        .Where(request => query.Status is null || query.Status == request.Status);

    private void Deny(DeviceRequest request) => _requests[_requests.IndexOf(request)] = request with { Status = DeviceStatus.Denied };
}
