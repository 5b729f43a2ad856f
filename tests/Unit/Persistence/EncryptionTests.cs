using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Keys;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Opening;
using Dex.Tests.Provisioning;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class EncryptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private DatabaseSettings Settings => new() { Kind = DatabaseKind.Sqlite, File = _folder.File("dex.db") };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Private_keys_are_nowhere_in_the_files_of_the_database()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = key.ExportPkcs8PrivateKey();
        await using (var node = await StorageNode.OpenAsync(Settings, ct: Ct))
        {
            await ReplaceAsync(node, pkcs8);
            node.Get<IDataProtectionProvider>().CreateProtector("test").Protect("x");
        }

        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(_folder.Path, "dex.db*").Where(file => !file.EndsWith(".key", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(file);
            Assert.True(bytes.AsSpan().IndexOf(pkcs8.AsSpan(30, 32)) < 0, $"{file} holds the private key.");
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(pkcs8)[..40])) < 0, $"{file} holds the private key.");
            Assert.True(bytes.AsSpan().IndexOf("masterKey"u8) < 0, $"{file} holds a data protection key.");
        });
    }

    [Fact]
    public async Task The_key_file_is_the_owners_alone_and_used_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Files have no mode there; the folder's access list protects the key.
        }

        await using (var node = await StorageNode.OpenAsync(Settings, ct: Ct))
        {
            await ReplaceAsync(node, [1, 2, 3]);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("dex.db.key")));
        await using var again = await StorageNode.OpenAsync(Settings, ct: Ct);
        Assert.Equal([1, 2, 3], again.Get<IKeyRingSource>().Current.Signing!.Pkcs8.ToArray());
        Assert.Empty(again.Get<StorageStatus>().Findings);
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_a_finding()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Files have no mode there; the folder's access list protects the key.
        }

        await (await StorageNode.OpenAsync(Settings, ct: Ct)).DisposeAsync();
        File.SetUnixFileMode(_folder.File("dex.db.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await using var node = await StorageNode.OpenAsync(Settings, ct: Ct);

        Assert.Equal("key_file_readable", Assert.Single(node.Get<StorageStatus>().Findings).Code);
    }

    [Fact]
    public async Task Another_key_stops_the_start_and_names_the_setting()
    {
        await (await StorageNode.OpenAsync(Settings with { EncryptionKey = "one" }, ct: Ct)).DisposeAsync();

        var other = await Assert.ThrowsAsync<StorageOpeningException>(() =>
            StorageNode.OpenAsync(Settings with { EncryptionKey = "two", EncryptionKeySetting = "DEX_STORAGE_ENCRYPTION_KEY" }, ct: Ct));
        var missing = await Assert.ThrowsAsync<StorageOpeningException>(() => StorageNode.OpenAsync(Settings, ct: Ct));
        var file = _folder.File("own.key");
        await File.WriteAllTextAsync(file, "three", Ct);
        var fromFile = await Assert.ThrowsAsync<StorageOpeningException>(() => StorageNode.OpenAsync(Settings with { EncryptionKeyFile = file }, ct: Ct));

        Assert.Contains("DEX_STORAGE_ENCRYPTION_KEY", other.Message, StringComparison.Ordinal);
        Assert.Contains("dex.db.key", missing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("dex.db.key")));
        Assert.Contains("storage.encryptionKeyFile", fromFile.Message, StringComparison.Ordinal);
        Assert.Contains(file, fromFile.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_of_one_node_opens_on_the_other()
    {
        await using var here = await StorageNode.OpenAsync(Settings, ct: Ct);
        await using var there = await StorageNode.OpenAsync(Settings, ct: Ct);

        var cookie = here.Get<IDataProtectionProvider>().CreateProtector("cookie").Protect("jane");

        Assert.Equal("jane", there.Get<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(cookie));
    }

    [Fact]
    public void A_sealed_value_opens_only_in_its_place_and_unchanged()
    {
        var cipher = new AtRestCipher();
        cipher.Use(AtRestKey.Parse(AtRestKey.NewText(), "test"));
        var envelope = cipher.Seal([1, 2, 3], "row 1");
        var changed = envelope.ToArray();
        changed[^1] ^= 1;

        Assert.Equal([1, 2, 3], cipher.Open(envelope, "row 1"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(envelope, "row 2"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(changed, "row 1"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open([2], "row 1"));
        Assert.ThrowsAny<CryptographicException>(() => new AtRestCipher().Open(envelope, "row 1"));
    }

    private static async Task ReplaceAsync(StorageNode node, byte[] pkcs8) =>
        Assert.True(await node.Get<IKeyRingStore>().TryReplaceAsync(new KeyRing { Version = 1, Signing = Sample.Key("k", pkcs8) }, null, Ct));
}

/// <summary>A shared database has no key of its own accord.</summary>
public sealed class SharedEncryptionTests(PostgreSqlFixture postgreSql)
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shared_database_works_without_a_key_with_a_finding_and_is_sealed_once_there_is_one()
    {
        var settings = new DatabaseSettings { Kind = DatabaseKind.PostgreSql, ConnectionString = await postgreSql.CreateDatabaseAsync(Ct) };
        byte[] pkcs8 = [.. Enumerable.Range(1, 100).Select(i => (byte)i)];
        await using (var bare = await StorageNode.OpenAsync(settings, ct: Ct))
        {
            await bare.Get<IKeyRingStore>().TryReplaceAsync(new KeyRing { Version = 1, Signing = Sample.Key("k", pkcs8) }, null, Ct);
            Assert.Equal("storage_unencrypted", Assert.Single(bare.Get<StorageStatus>().Findings).Code);
            Assert.True((await StoredAsync(bare)).AsSpan().IndexOf(pkcs8) >= 0);
        }

        await using (var keyed = await StorageNode.OpenAsync(settings with { EncryptionKey = "key" }, ct: Ct))
        {
            Assert.Empty(keyed.Get<StorageStatus>().Findings);
            Assert.True((await StoredAsync(keyed)).AsSpan().IndexOf(pkcs8) < 0);
            Assert.Equal(pkcs8, keyed.Get<IKeyRingSource>().Current.Signing!.Pkcs8.ToArray());
        }

        var refused = await Assert.ThrowsAsync<StorageOpeningException>(() => StorageNode.OpenAsync(settings, ct: Ct));
        Assert.Contains("storage.encryptionKey", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> StoredAsync(StorageNode node)
    {
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        return (await db.KeyRings.SingleAsync(Ct)).PrivateKey;
    }
}
