using System.Security.Cryptography;
using Dex.Domain.Audit;
using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The key ring, one row. The version in the row decides between nodes that rotate at the same time.</summary>
public sealed class KeyRingStore(StoreAccess access, AtRestCipher cipher) : IKeyRingStore
{
    /// <summary>Raised with what was saved, before the saving call returns.</summary>
    public event Action<KeyRing>? Saved;

    public Task<KeyRing> LoadAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) => await db.KeyRings.AsNoTracking().SingleOrDefaultAsync(token) is { } row ? Read(row) : new KeyRing(), ct);

    public Task<bool> TryReplaceAsync(KeyRing ring, AuditEntry? entry, CancellationToken ct)
    {
        var row = Write(ring);
        return access.AnnounceAsync(Topics.Keys, "", (db, token) => WriteAsync(db, row, entry, token), () => Saved?.Invoke(ring), ct);
    }

    /// <summary>Seals the private key anew, after the database was given an encryption key that it did not have.</summary>
    internal async Task SealAsync(CancellationToken ct) =>
        await access.WriteAsync(
            async (db, token) =>
            {
                if (await db.KeyRings.AsNoTracking().SingleOrDefaultAsync(token) is not { } row)
                {
                    return false;
                }

                var sealedKey = Write(Read(row)).PrivateKey;
                return await db.KeyRings.Where(stored => stored.Version == row.Version)
                    .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.PrivateKey, sealedKey), token) == 1;
            },
            ct);

    private static async Task<bool> WriteAsync(DexDbContext db, KeyRingRow row, AuditEntry? entry, CancellationToken ct)
    {
        if (entry is not null)
        {
            db.AddAudit(entry);
        }

        if (row.Version == 1)
        {
            db.KeyRings.Add(row);
            return true;
        }

        return await db.KeyRings.Where(stored => stored.Version == row.Version - 1)
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.Version, row.Version)
                    .SetProperty(stored => stored.Json, row.Json)
                    .SetProperty(stored => stored.PrivateKey, row.PrivateKey),
                ct) == 1;
    }

    private KeyRingRow Write(KeyRing ring) => new()
    {
        Version = ring.Version,
        Json = JsonColumn.Write(new Stored(ring.Signing?.Public, ring.Signing?.CreatedAt, [.. ring.Verification], ring.NextRotationAt)),
        PrivateKey = ring.Signing is { } signing ? cipher.Seal(signing.Pkcs8.Span, Identity(signing.Public.Id)) : [],
    };

    private KeyRing Read(KeyRingRow row)
    {
        var stored = JsonColumn.Read<Stored>(row.Json);
        return new KeyRing
        {
            Version = row.Version,
            Signing = stored is { Public: { } half, CreatedAt: { } at } ? new SigningKey(half, Open(row.PrivateKey, half.Id), at) : null,
            Verification = [.. stored.Verification],
            NextRotationAt = stored.NextRotationAt,
        };
    }

    private byte[] Open(byte[] envelope, string keyId)
    {
        try
        {
            return cipher.Open(envelope, Identity(keyId));
        }
        catch (CryptographicException exception)
        {
            throw new StorageUnavailableException("The signing key in the database was sealed with another encryption key than this node has.", exception);
        }
    }

    // Ties the sealed key to its public half, so that one cannot be put in another's place.
    private static string Identity(string keyId) => "signing-key:" + keyId;

    private sealed record Stored(PublicKey? Public, DateTimeOffset? CreatedAt, VerificationKey[] Verification, DateTimeOffset NextRotationAt);
}
