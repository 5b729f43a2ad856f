using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>The password database: changes and the list.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task An_account_is_changed_by_whoever_saw_its_last_version()
    {
        var node = await OpenAsync();
        var store = node.Get<ILocalUserStore>();
        var user = Sample.User("jane@example.com") with { Version = 1 };
        await store.AddAsync(user, Sample.Entry(), Ct);
        await store.AddAsync(Sample.User("sibling@example.com") with { Version = 1 }, Sample.Entry(), Ct);
        var entry = Sample.Entry("account.changed", "jane@example.com", "account");

        var changed = user with
        {
            Email = "Jane@Example.com", Name = "Jane Doe", Username = "jd", PreferredUsername = "j", PasswordHash = "$2a$10$other", EmailVerified = false,
            Groups = ["c"], IsAdministrator = true, IsLocked = true, SecurityStamp = "new", Version = 2,
        };
        Assert.True(await store.UpdateAsync(changed, entry, Ct));
        Assert.False(await store.UpdateAsync(changed, entry, Ct));
        Assert.False(await store.UpdateAsync(changed with { Version = 4 }, entry, Ct));
        Assert.False(await store.UpdateAsync(Sample.User("nobody@example.com") with { Version = 2 }, entry, Ct));
        Assert.False(await store.UpdateAsync(Sample.User("a\0@example.com") with { Version = 2 }, entry, Ct));

        Assert.Equal(Json(changed with { Email = "jane@example.com" }), Json(await store.FindAsync("jane@example.com", Ct)));
        Assert.Equal(Json(Sample.User("sibling@example.com") with { Version = 1 }), Json(await store.FindAsync("sibling@example.com", Ct)));
        Assert.Equal("jane@example.com", Assert.Single((await store.ListAsync(new LocalUserQuery { Search = "jane d" }, Ct)).Items).Email);
        Assert.Single(await node.Get<IAuditLog>().ListAsync("account", "jane@example.com", 10, Ct));
    }

    [DatabaseFact]
    public async Task Of_concurrent_changes_of_an_account_one_wins()
    {
        var nodes = await OpenTwoAsync();
        var user = Sample.User("jane@example.com") with { Version = 1 };
        await nodes[0].Get<ILocalUserStore>().AddAsync(user, Sample.Entry(), Ct);

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Node(nodes, i).Get<ILocalUserStore>().UpdateAsync(user with { Version = 2, Name = $"name {i}" }, Sample.Entry(), Ct), Ct)));

        var winner = Assert.Single(Enumerable.Range(0, 20), i => won[i]);
        Assert.Equal($"name {winner}", (await nodes[1].Get<ILocalUserStore>().FindAsync("jane@example.com", Ct))!.Name);
    }

    [DatabaseFact]
    public async Task An_account_is_deleted_once_and_in_the_version_that_was_seen()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();
        await store.AddAsync(Sample.User("jane@example.com") with { Version = 1 }, Sample.Entry(), Ct);

        Assert.False(await store.DeleteAsync("jane@example.com", 2, Sample.Entry(), Ct));
        Assert.False(await store.DeleteAsync("a\0", 1, Sample.Entry(), Ct));
        Assert.True(await store.DeleteAsync("Jane@example.com", 1, Sample.Entry(), Ct));
        Assert.False(await store.DeleteAsync("jane@example.com", 1, Sample.Entry(), Ct));
        Assert.Null(await store.FindAsync("jane@example.com", Ct));
        Assert.True(await store.AddAsync(Sample.User("jane@example.com") with { Version = 1 }, Sample.Entry(), Ct));
    }

    [DatabaseFact]
    public async Task Accounts_of_the_file_stand_at_their_places_hide_stored_ones_and_cannot_be_changed()
    {
        var statics = new[] { Sample.User("G@example.com") with { Name = "of the file" }, Sample.User("b@example.com"), Sample.User("z@example.com") };
        await using var node = await StorageNode.OpenAsync(Settings, Clock, staticUsers: statics, ct: Ct);
        var store = node.Get<ILocalUserStore>();
        foreach (var name in new[] { "a", "c", "e", "é" })
        {
            await store.AddAsync(Sample.User($"{name}@example.com") with { Version = 1 }, Sample.Entry(), Ct);
        }

        // As it stays behind when the file later names an account that was stored.
        Assert.False(await store.AddAsync(Sample.User("g@example.com"), Sample.Entry(), Ct));
        await node.Get<StoreAccess>().WriteAsync(
            (db, _) =>
            {
                LocalUserList.Fill(db.LocalUsers.Add(Sample.User("g@example.com") with { Version = 1 }));
                return Task.FromResult(true);
            },
            Ct);

        var all = (await store.ListAsync(new LocalUserQuery(), Ct)).Items;
        var paged = new List<string>();
        for (var offset = 0; offset < 8; offset += 2)
        {
            var page = await store.ListAsync(new LocalUserQuery { Offset = offset, Count = 2 }, Ct);
            Assert.Equal(7, page.Total);
            paged.AddRange(page.Items.Select(user => user.Email));
        }

        string[] expected = ["a@example.com", "b@example.com", "c@example.com", "e@example.com", "g@example.com", "z@example.com", "é@example.com"];
        Assert.Equal(expected, all.Select(user => user.Email));
        Assert.Equal(expected, paged);
        Assert.Equal(["b@example.com", "g@example.com", "z@example.com"], all.Where(user => user.IsFromFile).Select(user => user.Email));
        Assert.Equal("g@example.com", Assert.Single((await store.ListAsync(new LocalUserQuery { Search = "OF THE" }, Ct)).Items).Email);
        Assert.False(await store.UpdateAsync(Sample.User("g@example.com") with { Version = 2 }, Sample.Entry(), Ct));
        Assert.False(await store.DeleteAsync("g@example.com", 1, Sample.Entry(), Ct));
        Assert.Equal(1, await node.Get<StoreAccess>().ReadAsync((db, ct) => db.LocalUsers.Where(user => user.Email == "g@example.com").Select(user => user.Version).SingleAsync(ct), Ct));
    }

    [DatabaseFact]
    public async Task Accounts_are_searched_without_regard_to_case_and_literally()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();
        await store.AddAsync(Sample.User("one@example.com") with { Name = "Éva Öz", Username = "eva", UserId = "ID-1" }, Sample.Entry(), Ct);
        await store.AddAsync(Sample.User("two@example.com") with { Name = "100%", Username = "b_b", UserId = "id-2" }, Sample.Entry(), Ct);

        foreach (var (search, expected) in new[]
        {
            ("ONE@", "one"), (" éVA ö", "one"), ("EVA", "one"), ("id-1", "one"), ("%", "two"), ("b_b", "two"), ("example", "one two"), ("bxb", ""), ("\0", ""),
        })
        {
            var page = await store.ListAsync(new LocalUserQuery { Search = search }, Ct);
            Assert.Equal(expected, string.Join(' ', page.Items.Select(user => user.Email.Split('@')[0])));
            Assert.Equal(page.Items.Count, page.Total);
        }
    }

    [DatabaseFact]
    public async Task Locked_accounts_are_listed_apart_and_those_of_the_file_are_open()
    {
        await using var node = await StorageNode.OpenAsync(Settings, Clock, staticUsers: [Sample.User("file@example.com")], ct: Ct);
        var store = node.Get<ILocalUserStore>();
        await store.AddAsync(Sample.User("locked@example.com") with { IsLocked = true }, Sample.Entry(), Ct);
        await store.AddAsync(Sample.User("open@example.com"), Sample.Entry(), Ct);

        var locked = await store.ListAsync(new LocalUserQuery { IsLocked = true }, Ct);
        var open = await store.ListAsync(new LocalUserQuery { IsLocked = false, Count = 1 }, Ct);

        Assert.Equal(("locked@example.com", 1), (Assert.Single(locked.Items).Email, locked.Total));
        Assert.Equal(("file@example.com", 2), (Assert.Single(open.Items).Email, open.Total));
        Assert.Empty((await store.ListAsync(new LocalUserQuery { IsLocked = true, Search = "open" }, Ct)).Items);
    }

    [DatabaseFact]
    public async Task Failed_sign_ins_are_told_while_they_count()
    {
        var store = (await OpenAsync()).Get<ILocalUserStore>();
        Assert.Null(await store.FindLockOutAsync("jane@example.com", Ct));
        Assert.Null(await store.FindLockOutAsync("\0", Ct));
        for (var i = 0; i < 5; i++)
        {
            await store.TryBeginAttemptAsync("jane@example.com", Sample.Start, Ct);
        }

        Assert.Equal(new LockOut(5, Sample.Start.AddMinutes(1)), await store.FindLockOutAsync("JANE@example.com", Ct));
        await store.ClearFailuresAsync("jane@example.com", Ct);
        await store.ClearFailuresAsync("\0", Ct);
        Assert.Null(await store.FindLockOutAsync("jane@example.com", Ct));

        await store.TryBeginAttemptAsync("jane@example.com", Sample.Start, Ct);
        Clock.Advance(LockOut.Memory + TimeSpan.FromSeconds(1));
        Assert.Null(await store.FindLockOutAsync("jane@example.com", Ct));
    }

    [DatabaseFact]
    public async Task Accounts_made_before_they_had_versions_have_the_first_and_are_found()
    {
        await using var node = StorageNode.Prepare(Settings, Clock);
        await using (var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct))
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", Ct);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO dex_local_users
                    (email, password_hash, username, name, preferred_username, email_verified, user_id, groups, is_administrator, is_sample, security_stamp)
                VALUES ({"jane@example.com"}, {"hash"}, {"jd"}, {"Jane Doe"}, {""}, {true}, {"ID-1"}, {"[]"}, {true}, {false}, {"stamp"})
                """,
                Ct);
        }

        await node.OpenAsync(Ct);

        var store = node.Get<ILocalUserStore>();
        var user = Assert.Single((await store.ListAsync(new LocalUserQuery { Search = "jane doe" }, Ct)).Items);
        Assert.Equal(1, user.Version);
        Assert.False(user.IsLocked);
        Assert.True(await store.UpdateAsync(user with { Version = 2, IsLocked = true }, Sample.Entry(), Ct));
    }
}
