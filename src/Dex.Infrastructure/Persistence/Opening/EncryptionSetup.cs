using System.Security.Cryptography;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>
/// Finds the key and proves it against the database before anything depends on it: a row holds a known text, sealed with the key in use.
/// </summary>
internal sealed class EncryptionSetup(DatabaseSettings settings, StoreAccess access, AtRestCipher cipher, KeyRingStore rings, StorageStatus status)
{
    private const string Fact = "encryption_check";
    private const string KnownText = "dex";

    public async Task RunAsync(CancellationToken ct)
    {
        var stored = await CheckAsync(ct);
        var key = FindKey(mayCreate: stored is null);
        cipher.Use(key);
        if (key is null)
        {
            status.Add(new("storage_unencrypted", "Private keys and upstream secrets are stored without encryption.",
                "Set storage.encryptionKey or DEX_STORAGE_ENCRYPTION_KEY to base64 of 32 random bytes, the same on every node."));
        }

        if (stored is null && !await AddCheckAsync(ct))
        {
            // Another node was faster, perhaps with another key.
            stored = await CheckAsync(ct);
        }

        if (stored is not null)
        {
            await ProveAsync(stored, ct);
        }
    }

    private async Task ProveAsync(string stored, CancellationToken ct)
    {
        var envelope = Convert.FromBase64String(stored);
        try
        {
            cipher.Open(envelope, Fact);
        }
        catch (CryptographicException exception)
        {
            throw new StorageOpeningException(WrongKey(), exception);
        }

        if (cipher.HasKey && envelope[0] == 0)
        {
            // Sign-ins that were stored bare are not sealed anew: they are gone within a day.
            await rings.SealAsync(ct);
            var check = NewCheck();
            await access.WriteAsync(
                async (db, token) => await db.StorageFacts.Where(fact => fact.Name == Fact)
                    .ExecuteUpdateAsync(set => set.SetProperty(fact => fact.Value, check), token) == 1,
                ct);
        }
    }

    private string WrongKey() => cipher.HasKey
        ? $"The database was encrypted with another key than the one in {KeyOrigin()}. Configure the key that was in use when it was written."
        : "The database is encrypted, and no key is configured. Set storage.encryptionKey (or DEX_STORAGE_ENCRYPTION_KEY, or " +
          "storage.encryptionKeyFile) to the key that was in use when it was written.";

    private string KeyOrigin() => settings switch
    {
        { EncryptionKey.Length: > 0 } => settings.EncryptionKeySetting,
        { EncryptionKeyFile.Length: > 0 } => $"{settings.EncryptionKeyFile} (storage.encryptionKeyFile)",
        _ => $"{KeyFileBesideDatabase()} (storage.encryptionKey is not set)",
    };

    private AtRestKey? FindKey(bool mayCreate)
    {
        if (settings.EncryptionKey.Length > 0)
        {
            return AtRestKey.Parse(settings.EncryptionKey, settings.EncryptionKeySetting);
        }

        if (settings.EncryptionKeyFile.Length > 0)
        {
            return ReadFile(settings.EncryptionKeyFile);
        }

        return settings.Kind switch
        {
            DatabaseKind.Memory => AtRestKey.Parse(AtRestKey.NewText(), "memory"),
            DatabaseKind.Sqlite => ReadFileBesideDatabase(mayCreate),
            _ => null,
        };
    }

    private AtRestKey ReadFileBesideDatabase(bool mayCreate)
    {
        var path = KeyFileBesideDatabase();
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new StorageOpeningException(
                    $"The database is encrypted, and its key file {path} is missing. Put it back, or set storage.encryptionKey to the key that it held.");
            }

            KeyFile.Create(path);
        }

        return ReadFile(path);
    }

    private AtRestKey ReadFile(string path)
    {
        if (KeyFile.IsReadableByOthers(path))
        {
            status.Add(new("key_file_readable", $"The key file {path} can be read by other accounts of this machine.", $"Run: chmod 600 {path}"));
        }

        return AtRestKey.Parse(KeyFile.Read(path), path);
    }

    private string KeyFileBesideDatabase() => SqliteFile.PathOf(settings.File) + ".key";

    private string NewCheck() => Convert.ToBase64String(cipher.Seal(System.Text.Encoding.UTF8.GetBytes(KnownText), Fact));

    private Task<string?> CheckAsync(CancellationToken ct) =>
        access.ReadAsync(
            (db, token) => db.StorageFacts.Where(fact => fact.Name == Fact).Select(fact => (string?)fact.Value).SingleOrDefaultAsync(token), ct);

    private Task<bool> AddCheckAsync(CancellationToken ct)
    {
        var check = NewCheck();
        return access.WriteAsync(
            (db, _) =>
            {
                db.StorageFacts.Add(new StorageFactRow { Name = Fact, Value = check });
                return Task.FromResult(true);
            },
            ct);
    }
}
