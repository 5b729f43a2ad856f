using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Users;

public sealed class UserAdministrationTests
{
    private const string Password = "correct horse battery";

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly AccountShelf _store = new(
        Account(Given.Ada.Email) with { IsAdministrator = true },
        Account("jane@example.com"),
        Account("filed@example.com") with { IsFromFile = true, Version = 0 });

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_created_account_is_stored_under_an_id_of_its_own_and_audited_without_its_password()
    {
        var draft = Draft(" New@Example.com ");
        draft.Groups = ["staff"];
        var saved = await On().CreateAsync(draft, NewPassword.Chosen(Password), Given.Ada, Ct);

        var user = _store["new@example.com"];
        Assert.Same(user, saved.Value);
        Assert.Equal(("New", 1, PlainHasher.Of(Password)), (user.Name, user.Version, user.PasswordHash));
        Assert.True(user is { EmailVerified: true, IsFromFile: false, IsSample: false, IsLocked: false, UserId.Length: 25, SecurityStamp.Length: 25 });
        Assert.NotEqual(user.UserId, user.SecurityStamp);
        AssertAudit("user.created", "new@example.com",
            new("Name", null, "New"), new("Groups", null, "staff"), new("User id", null, user.UserId), new("Password", null, "chosen by the administrator"));
    }

    [Fact]
    public async Task Two_accounts_have_two_user_ids()
    {
        await On().CreateAsync(Draft("a@example.com"), NewPassword.Generate(), Given.Ada, Ct);
        await On().CreateAsync(Draft("b@example.com"), NewPassword.Generate(), Given.Ada, Ct);

        Assert.NotEqual(_store["a@example.com"].UserId, _store["b@example.com"].UserId);
    }

    [Theory]
    [InlineData("JANE@example.com", "There is an account jane@example.com already.")]
    [InlineData("filed@example.com", "The configuration file has an account filed@example.com already.")]
    public async Task An_address_that_is_taken_is_refused_beside_its_field(string email, string message)
    {
        var saved = await On().CreateAsync(Draft(email), NewPassword.Generate(), Given.Ada, Ct);

        Assert.Equal(new Refusal("exists", message, nameof(LocalUserDraft.Email)), Assert.Single(saved.Refusals));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public async Task An_account_that_slips_in_between_is_not_overwritten()
    {
        _store.BeforeWrite = store => store.Put(Account("new@example.com") with { Name = "Theirs" });

        var saved = await On().CreateAsync(Draft("new@example.com"), NewPassword.Generate(), Given.Ada, Ct);

        Assert.Equal("exists", Assert.Single(saved.Refusals).Code);
        Assert.Equal("Theirs", _store["new@example.com"].Name);
    }

    [Fact]
    public async Task Faults_of_the_draft_and_of_the_password_are_named_together()
    {
        var saved = await On().CreateAsync(new LocalUserDraft { Email = "nobody", Groups = [""] }, NewPassword.Chosen("short"), Given.Ada, Ct);

        Assert.Equal(["Email", "Groups[0]", "Password"], saved.Refusals.Select(refusal => refusal.Property));
        Assert.All(saved.Refusals, refusal => Assert.Equal("invalid", refusal.Code));
    }

    [Fact]
    public async Task A_change_raises_the_version_records_before_and_after_and_leaves_the_rest()
    {
        var before = _store["jane@example.com"];
        var draft = LocalUserDraft.Of(before);
        (draft.Name, draft.EmailVerified, draft.Groups) = ("Jane Doe", false, ["a", "b"]);

        var saved = await On().UpdateAsync(draft, 1, Given.Ada, Ct);

        Assert.Equal(before with { Name = "Jane Doe", EmailVerified = false, Groups = saved.Value!.Groups, Version = 2 }, saved.Value);
        AssertAudit("user.changed", "jane@example.com", new("Name", "Jane", "Jane Doe"), new("E-mail verified", "yes", "no"), new("Groups", null, "a\nb"));
        Assert.Equal(3, _store.Entries[0].Changes.Length);
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told_of_the_conflict()
    {
        var draft = LocalUserDraft.Of(_store["jane@example.com"]);
        await On().UpdateAsync(draft, 1, Given.Ada, Ct);

        Assert.True((await On().UpdateAsync(draft, 1, Given.Ada, Ct)).IsConflict);
    }

    [Fact]
    public async Task A_save_that_slips_in_between_is_a_conflict_for_every_command()
    {
        Assert.True((await Slipping().UpdateAsync(LocalUserDraft.Of(_store["jane@example.com"]), 1, Given.Ada, Ct)).IsConflict);
        Assert.True((await Slipping().ResetPasswordAsync("jane@example.com", NewPassword.Generate(), 1, Given.Ada, Ct)).IsConflict);
        Assert.True((await Slipping().LockAsync("jane@example.com", 1, Given.Ada, Ct)).IsConflict);
        Assert.True((await Slipping().UnlockAsync("jane@example.com", 1, Given.Ada, Ct)).IsConflict);
        Assert.True((await Slipping().DeleteAsync("jane@example.com", 1, Given.Ada, Ct)).IsConflict);
        Assert.Empty(_store.Entries);

        UserAdministration Slipping()
        {
            _store.Put(Account("jane@example.com"));
            _store.BeforeWrite = store => store.Put(store["jane@example.com"] with { Version = 2, Name = "Theirs" });
            return On();
        }
    }

    [Fact]
    public async Task A_new_password_ends_sessions_and_the_lock_out_and_is_nowhere_in_the_audit()
    {
        var before = _store["jane@example.com"];
        _store.LockOuts["jane@example.com"] = new LockOut(6, _clock.GetUtcNow().AddMinutes(2));
        var password = NewPassword.Generate();

        var saved = await On().ResetPasswordAsync("Jane@example.com", password, 1, Given.Ada, Ct);

        Assert.Equal(PlainHasher.Of(password.Text), saved.Value!.PasswordHash);
        Assert.NotEqual(before.SecurityStamp, saved.Value.SecurityStamp);
        Assert.Empty(_store.LockOuts);
        AssertAudit("user.password_reset", "jane@example.com", new FieldChange("Password", null, "generated"));
        Assert.DoesNotContain(password.Text, string.Join('\n', _store.Entries[0].Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_password_is_refused_beside_its_field_and_changes_nothing()
    {
        var saved = await On().ResetPasswordAsync("jane@example.com", NewPassword.Chosen("elevenchars"), 1, Given.Ada, Ct);

        Assert.Equal(("invalid", NewPassword.Property), (saved.Refusals[0].Code, saved.Refusals[0].Property));
        Assert.Equal(1, _store["jane@example.com"].Version);
    }

    [Fact]
    public async Task Locking_ends_sessions_and_unlocking_forgets_failed_attempts()
    {
        var stamp = _store["jane@example.com"].SecurityStamp;

        var locked = (await On().LockAsync("jane@example.com", 1, Given.Ada, Ct)).Value!;
        AssertAudit("user.locked", "jane@example.com", new FieldChange("Locked", "no", "yes"));
        _store.LockOuts["jane@example.com"] = new LockOut(6, _clock.GetUtcNow().AddMinutes(2));
        var open = (await On().UnlockAsync("jane@example.com", 2, Given.Ada, Ct)).Value!;

        Assert.True(locked.IsLocked);
        Assert.False(open.IsLocked);
        Assert.Equal(3, new[] { stamp, locked.SecurityStamp, open.SecurityStamp }.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(_store.LockOuts);
        Assert.Equal(("user.unlocked", new FieldChange("Locked", "yes", "no")), (_store.Entries[0].Action, Assert.Single(_store.Entries[0].Changes)));
    }

    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("filed@example.com")]
    public async Task A_lock_out_is_lifted_for_accounts_of_the_file_too(string email)
    {
        _store.LockOuts[email] = new LockOut(6, _clock.GetUtcNow().AddMinutes(2));

        Assert.False((await On().LiftLockOutAsync(email, Given.Ada, Ct)).Failed);
        Assert.False((await On().LiftLockOutAsync(email, Given.Ada, Ct)).Failed);

        Assert.Empty(_store.LockOuts);
        AssertAudit("user.lock_out_lifted", email, new FieldChange("Failed sign-ins", "6", "0"));
    }

    [Fact]
    public async Task A_deleted_account_is_audited_with_all_it_was_and_leaves_no_lock_out_behind()
    {
        _store.LockOuts["jane@example.com"] = new LockOut(6, _clock.GetUtcNow().AddMinutes(2));

        var deleted = await On().DeleteAsync("jane@example.com", 1, Given.Ada, Ct);

        Assert.Equal("jane@example.com", deleted.Value!.Email);
        Assert.False(_store.Has("jane@example.com"));
        Assert.Empty(_store.LockOuts);
        AssertAudit("user.deleted", "jane@example.com", new("Name", "Jane", null), new("User id", "id of jane@example.com", null));
    }

    [Fact]
    public async Task An_account_of_the_file_is_read_only_for_every_command()
    {
        AssertRefused("read_only", await On().UpdateAsync(Draft("filed@example.com"), 0, Given.Ada, Ct));
        AssertRefused("read_only", await On().ResetPasswordAsync("filed@example.com", NewPassword.Generate(), 0, Given.Ada, Ct));
        AssertRefused("read_only", await On().LockAsync("filed@example.com", 0, Given.Ada, Ct));
        AssertRefused("read_only", await On().UnlockAsync("filed@example.com", 0, Given.Ada, Ct));
        AssertRefused("read_only", await On().DeleteAsync("filed@example.com", 0, Given.Ada, Ct));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public async Task What_is_gone_is_missing()
    {
        AssertRefused("missing", await On().LockAsync("nobody@example.com", 1, Given.Ada, Ct));
        AssertRefused("missing", await On().LiftLockOutAsync("nobody@example.com", Given.Ada, Ct));
    }

    [Fact]
    public async Task Who_is_no_administrator_any_more_gets_nothing_done_and_learns_nothing()
    {
        var shut = On(FixedGate.Shut);

        AssertRefused("forbidden", await shut.CreateAsync(new LocalUserDraft(), NewPassword.Chosen(""), Given.Ada, Ct));
        AssertRefused("forbidden", await shut.UpdateAsync(Draft("nobody@example.com"), 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.ResetPasswordAsync("jane@example.com", NewPassword.Generate(), 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.LockAsync("jane@example.com", 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.UnlockAsync("jane@example.com", 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.LiftLockOutAsync("jane@example.com", Given.Ada, Ct));
        AssertRefused("forbidden", await shut.DeleteAsync("jane@example.com", 1, Given.Ada, Ct));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public async Task Nobody_locks_deletes_or_demotes_the_account_they_are_signed_in_with()
    {
        _store.Put(Account("bob@example.com") with { IsAdministrator = true });
        var demoted = LocalUserDraft.Of(_store[Given.Ada.Email]);
        demoted.IsAdministrator = false;

        AssertRefused("forbidden", await On().LockAsync(Given.Ada.Email, 1, Given.Ada, Ct));
        AssertRefused("forbidden", await On().DeleteAsync(Given.Ada.Email, 1, Given.Ada, Ct));
        AssertRefused("forbidden", await On().UpdateAsync(demoted, 1, Given.Ada, Ct));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public async Task A_right_that_comes_of_a_group_of_the_file_is_not_given_away_with_the_group()
    {
        var carl = Given.Ada with { Email = "carl@example.com" };
        _store.Put(Account("carl@example.com") with { Groups = ["admins"] });
        var draft = LocalUserDraft.Of(_store["carl@example.com"]);
        draft.Groups = [];

        AssertRefused("forbidden", await On(null, new AdministratorEntry("local", "", "admins")).UpdateAsync(draft, 1, carl, Ct));
    }

    [Fact]
    public async Task One_keeps_the_right_over_an_account_of_the_same_address_elsewhere()
    {
        _store.Put(Account("bob@example.com") with { IsAdministrator = true });

        Assert.False((await On().LockAsync(Given.Ada.Email, 1, Given.Ada with { ConnectorId = "ldap", UserId = "1" }, Ct)).Failed);
    }

    [Fact]
    public async Task The_last_stored_administrator_stays_where_the_file_names_nobody()
    {
        var upstream = Given.Ada with { ConnectorId = "ldap", UserId = "1" };
        _store.Put(Account("locked@example.com") with { IsAdministrator = true, IsLocked = true });
        var demoted = LocalUserDraft.Of(_store[Given.Ada.Email]);
        demoted.IsAdministrator = false;

        AssertRefused("forbidden", await On().LockAsync(Given.Ada.Email, 1, upstream, Ct));
        AssertRefused("forbidden", await On().DeleteAsync(Given.Ada.Email, 1, upstream, Ct));
        AssertRefused("forbidden", await On().UpdateAsync(demoted, 1, upstream, Ct));
        Assert.Equal("It is the last account that may administer, so nobody could enter this console any more. Make another administrator first.",
            (await On().DeleteAsync(Given.Ada.Email, 1, upstream, Ct)).Refusals[0].Message);

        Assert.False((await On().DeleteAsync("locked@example.com", 1, upstream, Ct)).Failed);
        Assert.False((await On(null, new AdministratorEntry("ldap", "", "admins")).DeleteAsync(Given.Ada.Email, 1, upstream, Ct)).Failed);
    }

    private static LocalUserDraft Draft(string email) => new() { Email = email, Name = " New ", Username = "new" };

    private static LocalUser Account(string email) => new()
    {
        Email = email,
        PasswordHash = "hash",
        Name = "Jane",
        UserId = $"id of {email}",
        SecurityStamp = "stamp",
        Version = 1,
    };

    private static void AssertRefused<T>(string code, Saved<T> saved)
        where T : class => Assert.Equal(code, Assert.Single(saved.Refusals).Code);

    private UserAdministration On(IAdministratorGate? gate = null, params AdministratorEntry[] entries) => new(
        _store,
        new WayIn(_store, _store, new AdministratorList([.. entries]), new ListedConnectors(ListedConnectors.Local)),
        gate ?? FixedGate.Open,
        new LocalUserDraftValidator(),
        new PlainHasher(),
        _store,
        _clock);

    private void AssertAudit(string action, string email, params FieldChange[] changes)
    {
        var entry = Assert.Single(_store.Entries);
        Assert.Equal((action, "user", email, Given.Ada.Email, Given.Ada.Address, _clock.GetUtcNow()),
            (entry.Action, entry.SubjectType, entry.SubjectId, entry.Actor, entry.Address, entry.At));
        Assert.All(changes, change => Assert.Contains(change, entry.Changes));
        Assert.DoesNotContain("hash", string.Join('\n', entry.Changes), StringComparison.Ordinal);
    }
}
