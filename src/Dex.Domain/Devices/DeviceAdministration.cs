using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;

namespace Dex.Domain.Devices;

/// <summary>The commands that refuse devices: one door for the console and the API. A refused device is told so at its next poll.</summary>
public sealed class DeviceAdministration(IDeviceRequestStore store, IAdministratorGate gate, TimeProvider clock)
{
    /// <summary>Refuses one request that nobody has answered, or whose tokens nobody has fetched.</summary>
    /// <param name="userCode">As it is shown.</param>
    public async Task<Saved<TokenCount>> RefuseAsync(string userCode, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        if (await store.FindByUserCodeAsync(userCode, ct) is not { Status: DeviceStatus.Pending or DeviceStatus.Approved } request)
        {
            return Over;
        }

        var entry = AuditEntry.By(
            actor, clock.GetUtcNow(), "client.device_refused", "client", request.ClientId, new FieldChange("Device request", request.UserCode, null));
        return await store.TryDenyAsync(userCode, entry, ct) ? new TokenCount(1, 0) : Over;
    }

    /// <summary>Refuses all that wait for one client.</summary>
    public async Task<Saved<TokenCount>> RefuseOfClientAsync(string clientId, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        var refused = await store.DenyAllAsync(
            new DeviceRequestQuery { ClientId = clientId },
            count => AuditEntry.By(
                actor, clock.GetUtcNow(), "client.devices_refused", "client", clientId,
                new FieldChange("Device requests", count.ToString(CultureInfo.InvariantCulture), "0")),
            ct);
        return new TokenCount(refused, 0);
    }

    private static Refusal Over { get; } = new("missing", "This device has been answered already, or its code has expired.");
}
