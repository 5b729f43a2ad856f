using System.Collections.Immutable;
using Dex.Domain.Audit;
using Dex.Domain.Authorization;
using Dex.Domain.Codes;
using Dex.Domain.Devices;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Races;

/// <summary>
/// Where everybody waits for everybody else at the one moment that matters: all have seen the code unspent, all are about to end the
/// request. Without it the first of a race is often through before the second begins, and the race proves nothing.
/// </summary>
internal sealed class MeetingPoint
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    /// <summary>How many meet; zero, and after them everybody, goes on at once.</summary>
    public int Expected { get; set; }

    public Task ArriveAsync()
    {
        var arrived = Interlocked.Increment(ref _arrived);
        if (arrived == Expected)
        {
            _complete.SetResult();
        }

        return arrived <= Expected ? _complete.Task : Task.CompletedTask;
    }

    /// <summary>Makes those meet here who have found a code and not yet tried to spend it.</summary>
    public void MeetBeforeSpending(IServiceCollection services) => services.AddSingleton<IAuthorizationCodeStore>(provider =>
        new Codes(ActivatorUtilities.CreateInstance<AuthorizationCodeStore>(provider), this));

    /// <summary>Makes those meet here who are about to end a request.</summary>
    public void MeetBeforeEnding(IServiceCollection services) => services.AddSingleton<IAuthorizationRequestStore>(provider =>
        new Requests(ActivatorUtilities.CreateInstance<AuthorizationRequestStore>(provider), this));

    /// <summary>Makes those meet here who have seen a device's yes and are about to take its tokens, or have seen none and are about to answer.</summary>
    public void MeetBeforeDevicesChange(IServiceCollection services) => services.AddSingleton<IDeviceRequestStore>(provider =>
        new Devices(ActivatorUtilities.CreateInstance<DeviceRequestStore>(provider), this));

    private sealed class Codes(AuthorizationCodeStore store, MeetingPoint point) : IAuthorizationCodeStore
    {
        public async Task<AuthorizationCode?> FindAsync(string hash, CancellationToken ct)
        {
            var code = await store.FindAsync(hash, ct);
            await point.ArriveAsync();
            return code;
        }

        public Task<bool> TryRedeemAsync(string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct) =>
            store.TryRedeemAsync(hash, tokens, refreshToken, ct);
    }

    private sealed class Requests(AuthorizationRequestStore store, MeetingPoint point) : IAuthorizationRequestStore
    {
        public Task AddAsync(AuthorizationRequest request, CancellationToken ct) => store.AddAsync(request, ct);

        public Task<AuthorizationRequest?> FindAsync(string id, CancellationToken ct) => store.FindAsync(id, ct);

        public Task<bool> SetConnectorDataAsync(string id, string? connectorData, CancellationToken ct) => store.SetConnectorDataAsync(id, connectorData, ct);

        public Task<bool> CompleteLoginAsync(string id, CompletedLogin login, CancellationToken ct) => store.CompleteLoginAsync(id, login, ct);

        public async Task<bool> EndAsync(string id, string proofKey, AuthorizationCode? code, CancellationToken ct)
        {
            await point.ArriveAsync();
            return await store.EndAsync(id, proofKey, code, ct);
        }
    }

    private sealed class Devices(DeviceRequestStore store, MeetingPoint point) : IDeviceRequestStore
    {
        public Task<bool> AddAsync(DeviceRequest request, CancellationToken ct) => store.AddAsync(request, ct);

        public Task<DeviceRequest?> FindByUserCodeAsync(string userCode, CancellationToken ct) => store.FindByUserCodeAsync(userCode, ct);

        public Task<DeviceRequest?> FindByDeviceCodeAsync(string deviceCodeHash, CancellationToken ct) => store.FindByDeviceCodeAsync(deviceCodeHash, ct);

        public Task<bool> TryPollAsync(DeviceRequest request, DateTimeOffset at, TimeSpan interval, CancellationToken ct) =>
            store.TryPollAsync(request, at, interval, ct);

        public async Task<bool> TryApproveAsync(string userCode, DeviceApproval approval, CancellationToken ct)
        {
            await point.ArriveAsync();
            return await store.TryApproveAsync(userCode, approval, ct);
        }

        public async Task<bool> TryDenyAsync(string userCode, AuditEntry? entry, CancellationToken ct)
        {
            await point.ArriveAsync();
            return await store.TryDenyAsync(userCode, entry, ct);
        }

        public async Task<bool> TryRedeemAsync(string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct)
        {
            await point.ArriveAsync();
            return await store.TryRedeemAsync(deviceCodeHash, refreshToken, ct);
        }

        public Task<int> DenyAllAsync(DeviceRequestQuery query, Func<int, AuditEntry> entryFor, CancellationToken ct) =>
            store.DenyAllAsync(query, entryFor, ct);

        public Task<DeviceRequestPage> ListAsync(DeviceRequestQuery query, CancellationToken ct) => store.ListAsync(query, ct);
    }
}
