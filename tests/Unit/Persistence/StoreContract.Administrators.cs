using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Stores;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Changes that must leave an administrator.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task An_administrator_is_taken_while_another_can_sign_in()
    {
        var node = await OpenAsync();
        var (store, accounts) = (node.Get<ILocalUserStore>(), node.Get<IAdministratorAccounts>());
        var (ada, bob) = (Administrator("ada@example.com"), Administrator("bob@example.com"));
        await AddAllAsync(store, ada, bob, Administrator("locked@example.com") with { IsLocked = true }, Sample.User("eve@example.com"));

        Assert.False(await accounts.DeleteAsync("ada@example.com", 2, Sample.Entry(), Ct));
        Assert.False(await accounts.UpdateAsync(ada with { IsLocked = true, Version = 3 }, Sample.Entry(), Ct));
        Assert.True(await accounts.UpdateAsync(ada with { Email = "Ada@Example.com", IsLocked = true, Version = 2 }, Sample.Entry("user.locked", "ada@example.com", "user"), Ct));
        Assert.False(await accounts.UpdateAsync(bob with { IsLocked = true, Version = 2 }, Sample.Entry("user.locked", "bob@example.com", "user"), Ct));
        Assert.False(await accounts.UpdateAsync(bob with { IsAdministrator = false, Version = 2 }, Sample.Entry(), Ct));
        Assert.False(await accounts.DeleteAsync("bob@example.com", 1, Sample.Entry(), Ct));

        Assert.True((await store.FindAsync("ada@example.com", Ct))!.IsLocked);
        Assert.Equal(Json(bob), Json(await store.FindAsync("bob@example.com", Ct)));
        Assert.Single(await node.Get<IAuditLog>().ListAsync("user", "ada@example.com", 10, Ct));
        Assert.Empty(await node.Get<IAuditLog>().ListAsync("user", "bob@example.com", 10, Ct));

        await store.UpdateAsync(ada with { Version = 3 }, Sample.Entry(), Ct);
        Assert.True(await accounts.DeleteAsync("BOB@example.com", 1, Sample.Entry(), Ct));
        Assert.Null(await store.FindAsync("bob@example.com", Ct));
    }

    [DatabaseFact]
    public async Task Of_two_administrators_who_take_each_other_at_once_one_remains()
    {
        var nodes = await OpenTwoAsync();
        for (var round = 0; round < 10; round++)
        {
            var (ada, bob) = (Administrator($"ada{round}@example.com"), Administrator($"bob{round}@example.com"));
            await AddAllAsync(nodes[0].Get<ILocalUserStore>(), ada, bob);

            var taken = await Task.WhenAll(
                Task.Run(() => nodes[0].Get<IAdministratorAccounts>().UpdateAsync(ada with { IsAdministrator = false, Version = 2 }, Sample.Entry(), Ct), Ct),
                Task.Run(() => nodes[1].Get<IAdministratorAccounts>().DeleteAsync(bob.Email, 1, Sample.Entry(), Ct), Ct));

            Assert.Single(taken, one => one);
            Assert.True(await nodes[0].Get<ILocalUserStore>().AnyAdministratorAsync(Ct));
            await nodes[0].Get<ILocalUserStore>().DeleteAsync(ada.Email, 1, Sample.Entry(), Ct);
            await nodes[0].Get<ILocalUserStore>().DeleteAsync(bob.Email, 1, Sample.Entry(), Ct);
        }
    }

    [DatabaseFact]
    public async Task An_administrator_whom_the_file_hides_is_none_that_remains()
    {
        await using var node = await StorageNode.OpenAsync(Settings, Clock, staticUsers: [Sample.User("hidden@example.com")], ct: Ct);
        var (store, accounts) = (node.Get<ILocalUserStore>(), node.Get<IAdministratorAccounts>());
        await AddAllAsync(store, Administrator("ada@example.com"));

        // As it stays behind when the file later names an account that was stored.
        await node.Get<StoreAccess>().WriteAsync(
            (db, _) =>
            {
                LocalUserList.Fill(db.LocalUsers.Add(Administrator("hidden@example.com")));
                return Task.FromResult(true);
            },
            Ct);

        Assert.False(await accounts.DeleteAsync("ada@example.com", 1, Sample.Entry(), Ct));
        Assert.False(await accounts.DeleteAsync("hidden@example.com", 1, Sample.Entry(), Ct));
        Assert.False(await accounts.DeleteAsync("a\0", 1, Sample.Entry(), Ct));
        Assert.NotNull(await store.FindAsync("ada@example.com", Ct));
    }

    private static LocalUser Administrator(string email) => Sample.User(email, isAdministrator: true) with { Version = 1 };

    private static async Task AddAllAsync(ILocalUserStore store, params LocalUser[] users)
    {
        foreach (var user in users)
        {
            Assert.True(await store.AddAsync(user, Sample.Entry(), Ct));
        }
    }
}
