using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class ClientDirectoryTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_known_client_and_a_known_miss_are_answered_without_the_database()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, ct: Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        var directory = node.Get<IClientDirectory>();

        var first = await directory.FindAsync("app", Ct);
        Assert.Null(await directory.FindAsync("nobody", Ct));
        await RemoveSecretlyAsync(node);

        await using (var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct))
        {
            db.Clients.Add(Sample.Client("nobody"));
            ClientShadow.Fill(db.Entry(db.Clients.Local.Single()));
            await db.SaveChangesAsync(Ct);
        }

        Assert.Same(first, await directory.FindAsync("app", Ct));
        Assert.Null(await directory.FindAsync("nobody", Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("line\nbreak")]
    public async Task What_cannot_be_an_id_never_reaches_the_database(string id)
    {
        await using var node = StorageNode.Prepare(new DatabaseSettings { Kind = DatabaseKind.PostgreSql, Host = "127.0.0.1:1" });

        Assert.Null(await node.Get<IClientDirectory>().FindAsync(id, Ct));
        Assert.Null(await node.Get<IClientDirectory>().FindAsync(new string('x', 257), Ct));
    }

    [Fact]
    public void The_memory_is_bounded_and_keeps_the_newest()
    {
        var cache = new AgingCache<string>(100);
        for (var i = 0; i < 1000; i++)
        {
            cache.Add($"{i}", "x");
        }

        Assert.InRange(cache.Count, 50, 100);
        Assert.True(cache.TryGet("999", out _));
        Assert.False(cache.TryGet("0", out _));
    }

    private static async Task RemoveSecretlyAsync(StorageNode node)
    {
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        await db.Clients.ExecuteDeleteAsync(Ct);
    }
}
