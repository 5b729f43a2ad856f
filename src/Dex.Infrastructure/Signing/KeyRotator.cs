using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Signing;

/// <summary>
/// Rotates the signing key: when it is due, and on demand. The new pair is made outside the transaction; the database decides which of
/// several nodes was first, and the others take what it holds.
/// </summary>
public sealed partial class KeyRotator(
    IKeyRingStore store, IServerPolicySource policies, IClientStore clients, IAdministratorGate gate, SignerSettings settings, TimeProvider clock,
    ILogger<KeyRotator> logger) : IKeyAdministration
{
    /// <summary>Rotates when a key is missing or due; otherwise does nothing.</summary>
    public async Task RotateWhenDueAsync(CancellationToken ct)
    {
        var ring = await store.LoadAsync(ct);
        if (KeyRotation.Reason(ring, clock.GetUtcNow()) is not { } reason)
        {
            return;
        }

        LogRotating(reason);
        var next = await NextAsync(ring, ct);
        if (await store.TryReplaceAsync(next, null, ct))
        {
            LogRotated(reason, next.NextRotationAt);
        }
        else
        {
            LogNotNeeded();
        }
    }

    public async Task<Saved<KeyRing>> RotateNowAsync(Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        var ring = await store.LoadAsync(ct);
        var next = await NextAsync(ring, ct);
        var entry = AuditEntry.By(actor, clock.GetUtcNow(), "keys.rotated", "keys", "signing",
            new FieldChange("Signing key", ring.Signing?.Public.Id, next.Signing?.Public.Id));
        if (!await store.TryReplaceAsync(next, entry, ct))
        {
            return new Refusal("conflict", "The key was rotated a moment ago, by another node or another person.");
        }

        LogRotated("on demand", next.NextRotationAt);
        return next;
    }

    private async Task<KeyRing> NextAsync(KeyRing ring, CancellationToken ct)
    {
        var longest = policies.Current.File.Lifetimes.IdTokens;
        await foreach (var client in clients.StreamAsync(ct))
        {
            longest = client.TokenLifetime > longest ? client.TokenLifetime.Value : longest;
        }

        var now = clock.GetUtcNow();
        return KeyRotation.Rotate(ring, KeyMaterial.Generate(settings.Algorithm, now), now, settings.RotationPeriod, longest);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "rotating signing keys {reason}")]
    private partial void LogRotating(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "keys rotated {reason} {next_rotation}")]
    private partial void LogRotated(string reason, DateTimeOffset next_rotation);

    [LoggerMessage(Level = LogLevel.Information, Message = "key rotation not needed")]
    private partial void LogNotNeeded();
}
