using Dex.Domain.Audit;
using Dex.Domain.Devices;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>Device requests. Each step is one conditional update of a row, so that the database has the last word on who came first.</summary>
public sealed class DeviceRequestStore(StoreAccess access, RefreshTokenWriter refreshTokens, SealedText secrets, TimeProvider clock)
    : IDeviceRequestStore
{
    private const int Pending = (int)DeviceStatus.Pending;
    private const int Approved = (int)DeviceStatus.Approved;
    private const int Denied = (int)DeviceStatus.Denied;
    private const int Redeemed = (int)DeviceStatus.Redeemed;

    public Task<bool> AddAsync(DeviceRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var row = Write(request);
        return access.WriteAsync(
            (db, _) =>
            {
                db.DeviceRequests.Add(row);
                return Task.FromResult(true);
            },
            ct);
    }

    public async Task<DeviceRequest?> FindByUserCodeAsync(string userCode, CancellationToken ct)
    {
        if (!IsPossible(userCode))
        {
            return null;
        }

        var row = await access.ReadAsync((db, token) => Live(db, userCode).AsNoTracking().SingleOrDefaultAsync(token), ct);
        return row is null ? null : Read(row);
    }

    public async Task<DeviceRequest?> FindByDeviceCodeAsync(string deviceCodeHash, CancellationToken ct)
    {
        if (!KeyText.IsRandomId(deviceCodeHash, KeyLengths.Hash))
        {
            return null;
        }

        var row = await access.ReadAsync(
            (db, token) => db.DeviceRequests.AsNoTracking().SingleOrDefaultAsync(stored => stored.DeviceCodeHash == deviceCodeHash, token), ct);
        return row is null ? null : Read(row);
    }

    public Task<bool> TryPollAsync(DeviceRequest request, DateTimeOffset at, TimeSpan interval, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return access.WriteAsync(
            async (db, token) => await Live(db, request.UserCode)
                .Where(row => row.LastPollAt == request.LastPollAt && row.Interval == request.Interval && row.DeviceCodeHash == request.DeviceCodeHash)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastPollAt, at).SetProperty(row => row.Interval, interval), token) == 1,
            ct);
    }

    public async Task<bool> TryApproveAsync(string userCode, DeviceApproval approval, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var json = JsonColumn.Write(approval with { ConnectorData = null });
        var data = secrets.Seal(approval.ConnectorData, DataPlace(userCode));
        var personKey = IdentityStore.Key(approval.ConnectorId, approval.Person.UserId);
        var person = "\n" + IdentityStore.SearchTextOf(approval.Person);
        return IsPossible(userCode) && await access.WriteAsync(
            async (db, token) => await Live(db, userCode).Where(row => row.Status == Pending).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, Approved)
                    .SetProperty(row => row.Approval, json)
                    .SetProperty(row => row.ConnectorData, data)
                    .SetProperty(row => row.PersonKey, personKey)
                    .SetProperty(row => row.SearchText, row => row.SearchText + person),
                token) == 1,
            ct);
    }

    public async Task<bool> TryDenyAsync(string userCode, AuditEntry? entry, CancellationToken ct) =>
        IsPossible(userCode) && await access.WriteAsync(
            async (db, token) =>
            {
                if (entry is not null)
                {
                    db.AddAudit(entry);
                }

                var mayTakeBack = entry is not null;
                return await DenyAsync(
                    Live(db, userCode).Where(row => row.Status == Pending || (mayTakeBack && row.Status == Approved)), token) == 1;
            },
            ct);

    public async Task<bool> TryRedeemAsync(string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var isOurs = KeyText.IsRandomId(deviceCodeHash, KeyLengths.Hash);

        // False of the write with the code spent by it: another sign-in of the person took the refresh token's slot in between.
        while (isOurs)
        {
            if (await access.WriteAsync(async (db, token) => isOurs = await RedeemAsync(db, deviceCodeHash, refreshToken, token), ct))
            {
                return true;
            }

            ct.ThrowIfCancellationRequested();
        }

        return false;
    }

    public async Task<int> DenyAllAsync(DeviceRequestQuery query, Func<int, AuditEntry> entryFor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entryFor);
        var denied = 0;
        await access.WriteAsync(
            async (db, token) =>
            {
                denied = await DenyAsync(Filter(db, query).Where(row => row.Status == Pending || row.Status == Approved), token);
                if (denied > 0)
                {
                    db.AddAudit(entryFor(denied));
                }

                return denied > 0;
            },
            ct);
        return denied;
    }

    public Task<DeviceRequestPage> ListAsync(DeviceRequestQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        return access.ReadAsync(
            async (db, token) =>
            {
                var rows = await Filter(db, query).AsNoTracking()
                    .OrderByDescending(row => row.CreatedAt).ThenBy(row => row.UserCode)
                    .Skip(Math.Max(0, query.Offset)).Take(Math.Max(0, query.Count))
                    .ToListAsync(token);
                return new DeviceRequestPage([.. rows.Select(row => Read(row, null))], await Filter(db, query).CountAsync(token));
            },
            ct);
    }

    // What the connector keeps of the person lives on with the refresh token, or not at all.
    private async Task<bool> RedeemAsync(DexDbContext db, string deviceCodeHash, NewRefreshToken? refreshToken, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.DeviceRequests.Where(row => row.DeviceCodeHash == deviceCodeHash && row.Status == Approved && row.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, Redeemed).SetProperty(row => row.ConnectorData, (byte[]?)null), ct) == 0)
        {
            return false;
        }

        if (refreshToken is not null)
        {
            await refreshTokens.AddAsync(db, refreshToken, ct);
        }

        return true;
    }

    /// <summary>What somebody who is forgotten said yes to is not handed out any more.</summary>
    internal static Task ForgetPersonAsync(DexDbContext db, string personKey, CancellationToken ct) =>
        DenyAsync(db.DeviceRequests.Where(row => row.Status == Approved && row.PersonKey == personKey), ct);

    private static Task<int> DenyAsync(IQueryable<DeviceRequestRow> rows, CancellationToken ct) => rows.ExecuteUpdateAsync(
        set => set.SetProperty(row => row.Status, Denied).SetProperty(row => row.ConnectorData, (byte[]?)null), ct);

    private static bool IsPossible(string userCode) => KeyText.IsRandomId(userCode, KeyLengths.Name);

    private static string DataPlace(string userCode) => "device-request-data:" + userCode;

    private static DeviceRequestRow Write(DeviceRequest request) => new()
    {
        UserCode = request.UserCode,
        DeviceCodeHash = request.DeviceCodeHash,
        ClientId = request.ClientId,
        Json = JsonColumn.Write(request with { Approval = null }),
        Status = (int)request.Status,
        CreatedAt = request.CreatedAt,
        ExpiresAt = request.ExpiresAt,
        LastPollAt = request.LastPollAt,
        Interval = request.Interval,
        SearchText = KeyText.Storable($"{request.UserCode}\n{request.ClientId}").ToLowerInvariant(),
    };

    private static DeviceRequest Read(DeviceRequestRow row, string? connectorData) => JsonColumn.Read<DeviceRequest>(row.Json) with
    {
        Status = (DeviceStatus)row.Status,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        LastPollAt = row.LastPollAt,
        Interval = row.Interval,
        Approval = row.Approval is null ? null : JsonColumn.Read<DeviceApproval>(row.Approval) with { ConnectorData = connectorData },
    };

    private DeviceRequest Read(DeviceRequestRow row) => Read(row, secrets.Open(row.ConnectorData, DataPlace(row.UserCode)));

    private IQueryable<DeviceRequestRow> Live(DexDbContext db, string userCode)
    {
        var now = clock.GetUtcNow();
        return db.DeviceRequests.Where(row => row.UserCode == userCode && row.ExpiresAt > now);
    }

    private IQueryable<DeviceRequestRow> Filter(DexDbContext db, DeviceRequestQuery query)
    {
        var now = clock.GetUtcNow();
        var rows = db.DeviceRequests.Where(row => row.ExpiresAt > now);
        if (KeyText.Storable(query.Search.Trim()).ToLowerInvariant() is { Length: > 0 } search)
        {
            rows = rows.Where(row => row.SearchText.Contains(search));
        }

        if (query.ClientId is { } client)
        {
            var clientId = KeyText.Storable(client);
            rows = rows.Where(row => row.ClientId == clientId);
        }

        if (query is { ConnectorId: { } connectorId, UserId: { } userId })
        {
            var personKey = IdentityStore.Key(connectorId, userId);
            rows = rows.Where(row => row.PersonKey == personKey);
        }

        if (query.Status is { } asked)
        {
            var status = (int)asked;
            rows = rows.Where(row => row.Status == status);
        }

        return rows;
    }
}
