using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Users;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Identities;

public sealed class IdentityAdministrationTests
{
    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly AccountShelf _users = new();
    private readonly IdentityShelf _store;

    public IdentityAdministrationTests()
    {
        _store = new IdentityShelf(_users.Entries);
        _store.Put(Person("ldap", "jane") with { Consents = [new Consent("app", ["openid", "email"], Given.Now), new Consent("web", [], Given.Now)] });
        _store.Put(Person("ldap", "bob") with { Consents = [new Consent("app", ["openid"], Given.Now)] });
    }

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revoked_consent_is_counted_and_recorded_with_its_scopes()
    {
        var saved = await On().RevokeConsentAsync("ldap", "jane", "app", Given.Ada, Ct);

        Assert.Equal(new ConsentCount(2, 1), saved.Value);
        Assert.Equal("web", Assert.Single(_store["ldap", "jane"]!.Consents).ClientId);
        AssertAudit("identity.consent_revoked", "identity", "ldap/jane", new FieldChange("Consent to app", "openid email", null));
    }

    [Fact]
    public async Task A_consent_that_is_gone_is_missing()
    {
        AssertRefused("missing", await On().RevokeConsentAsync("ldap", "jane", "other", Given.Ada, Ct));
        AssertRefused("missing", await On().RevokeConsentAsync("ldap", "nobody", "app", Given.Ada, Ct));
        Assert.Empty(_users.Entries);
    }

    [Fact]
    public async Task All_consents_of_a_person_go_and_each_is_recorded()
    {
        var saved = await On().RevokeConsentsAsync("ldap", "jane", Given.Ada, Ct);

        Assert.Equal(new ConsentCount(2, 0), saved.Value);
        Assert.Empty(_store["ldap", "jane"]!.Consents);
        Assert.Single(_store["ldap", "bob"]!.Consents);
        AssertAudit("identity.consents_revoked", "identity", "ldap/jane",
            new FieldChange("Consent to app", "openid email", null), new FieldChange("Consent to web", "no scope", null));
    }

    [Fact]
    public async Task All_consents_given_to_a_client_go_and_are_counted_before_and_after()
    {
        var saved = await On().RevokeConsentsGivenToAsync("app", Given.Ada, Ct);

        Assert.Equal(new ConsentCount(2, 0), saved.Value);
        Assert.Equal("web", Assert.Single(_store["ldap", "jane"]!.Consents).ClientId);
        Assert.Empty(_store["ldap", "bob"]!.Consents);
        AssertAudit("client.consents_revoked", "client", "app", new FieldChange("Consents", "2", "0"));
    }

    [Fact]
    public async Task A_client_to_which_nobody_consented_leaves_no_record()
    {
        Assert.Equal(new ConsentCount(0, 0), (await On().RevokeConsentsGivenToAsync("unknown", Given.Ada, Ct)).Value);
        Assert.Empty(_users.Entries);
    }

    [Fact]
    public async Task A_person_is_blocked_until_an_instant_and_let_in_again()
    {
        var until = Given.Now.AddHours(1);

        Assert.Equal(until, (await On().BlockAsync("ldap", "jane", until, Given.Ada, Ct)).Value!.BlockedUntil);
        AssertAudit("identity.blocked", "identity", "ldap/jane", new FieldChange("Blocked until", null, "2026-01-01 01:00 UTC"));
        Assert.True(_store["ldap", "jane"]!.IsBlocked(Given.Now));

        Assert.Null((await On().LiftBlockAsync("ldap", "jane", Given.Ada, Ct)).Value!.BlockedUntil);
        Assert.Null(_store["ldap", "jane"]!.BlockedUntil);
        Assert.Equal(("identity.block_lifted", new FieldChange("Blocked until", "2026-01-01 01:00 UTC", null)),
            (_users.Entries[0].Action, Assert.Single(_users.Entries[0].Changes)));
    }

    [Fact]
    public async Task A_person_is_blocked_for_good()
    {
        Assert.True((await On().BlockAsync("ldap", "jane", null, Given.Ada, Ct)).Value!.IsBlockedForGood);
        AssertAudit("identity.blocked", "identity", "ldap/jane", new FieldChange("Blocked until", null, "for good"));
    }

    [Fact]
    public async Task A_block_that_is_over_before_it_begins_is_refused_beside_its_field()
    {
        var saved = await On().BlockAsync("ldap", "jane", Given.Now, Given.Ada, Ct);

        Assert.Equal(("invalid", nameof(UserIdentity.BlockedUntil)), (saved.Refusals[0].Code, saved.Refusals[0].Property));
        Assert.Null(_store["ldap", "jane"]!.BlockedUntil);
    }

    [Fact]
    public async Task A_forgotten_person_is_recorded_with_what_they_had_allowed()
    {
        await On().BlockAsync("ldap", "jane", null, Given.Ada, Ct);
        _users.Entries.Clear();

        var saved = await On().ForgetAsync("ldap", "jane", Given.Ada, Ct);

        Assert.Equal("jane", saved.Value!.UserId);
        Assert.Null(_store["ldap", "jane"]);
        AssertAudit("identity.forgotten", "identity", "ldap/jane",
            new("E-mail", "jane@example.com", null), new("First sign-in", "2026-01-01 00:00 UTC", null), new("Blocked until", "for good", null),
            new("Consent to app", "openid email", null));
    }

    [Fact]
    public async Task Who_is_gone_is_missing()
    {
        AssertRefused("missing", await On().RevokeConsentsAsync("ldap", "nobody", Given.Ada, Ct));
        AssertRefused("missing", await On().BlockAsync("ldap", "nobody", null, Given.Ada, Ct));
        AssertRefused("missing", await On().LiftBlockAsync("ldap", "nobody", Given.Ada, Ct));
        AssertRefused("missing", await On().ForgetAsync("ldap", "nobody", Given.Ada, Ct));
    }

    [Fact]
    public async Task Who_is_no_administrator_any_more_gets_nothing_done_and_learns_nothing()
    {
        var shut = On(FixedGate.Shut);

        AssertRefused("forbidden", await shut.RevokeConsentAsync("ldap", "nobody", "app", Given.Ada, Ct));
        AssertRefused("forbidden", await shut.RevokeConsentsAsync("ldap", "jane", Given.Ada, Ct));
        AssertRefused("forbidden", await shut.RevokeConsentsGivenToAsync("app", Given.Ada, Ct));
        AssertRefused("forbidden", await shut.BlockAsync("ldap", "jane", Given.Now, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.LiftBlockAsync("ldap", "jane", Given.Ada, Ct));
        AssertRefused("forbidden", await shut.ForgetAsync("ldap", "jane", Given.Ada, Ct));
        Assert.Empty(_users.Entries);
    }

    [Fact]
    public async Task Nobody_blocks_or_forgets_themselves()
    {
        var jane = Given.Ada with { ConnectorId = "ldap", UserId = "jane" };
        _users.Put(Account());
        _store.Put(Person("local", "ada"));

        AssertRefused("forbidden", await On().BlockAsync("ldap", "jane", null, jane, Ct));
        AssertRefused("forbidden", await On().ForgetAsync("ldap", "jane", jane, Ct));
        AssertRefused("forbidden", await On().BlockAsync("local", "ada", null, Given.Ada, Ct));
        AssertRefused("forbidden", await On().ForgetAsync("local", "ada", Given.Ada, Ct));
        Assert.Empty(_users.Entries);
    }

    [Fact]
    public async Task A_local_administrator_is_locked_and_not_blocked_so_that_the_last_way_in_stays_open()
    {
        var bob = Given.Ada with { Email = "bob@example.com" };
        _users.Put(Account() with { IsAdministrator = true });
        _store.Put(Person("local", "ada"));

        var saved = await On().BlockAsync("local", "ada", null, bob, Ct);

        Assert.Equal("ada@example.com may administer. Lock the account, or take that right from it, instead.", Assert.Single(saved.Refusals).Message);
        _users.Put(Account());
        Assert.False((await On().BlockAsync("local", "ada", null, bob, Ct)).Failed);
    }

    [Fact]
    public async Task Who_had_the_address_before_is_another_person()
    {
        _users.Put(Account() with { UserId = "the next Ada", IsAdministrator = true });
        _store.Put(Person("local", "ada"));

        Assert.False((await On().BlockAsync("local", "ada", null, Given.Ada, Ct)).Failed);
    }

    private static LocalUser Account() => new() { Email = Given.Ada.Email, PasswordHash = "hash", UserId = "ada", Version = 1 };

    private static UserIdentity Person(string connector, string user) => new()
    {
        ConnectorId = connector,
        Claims = new PersonClaims { UserId = user, Email = $"{user}@example.com" },
        CreatedAt = Given.Now,
        LastLoginAt = Given.Now,
    };

    private static void AssertRefused<T>(string code, Saved<T> saved)
        where T : class => Assert.Equal(code, Assert.Single(saved.Refusals).Code);

    private IdentityAdministration On(IAdministratorGate? gate = null) => new(
        _store, _store, _users, new WayIn(_users, _users, new AdministratorList([]), new ListedConnectors()), gate ?? FixedGate.Open, _clock);

    private void AssertAudit(string action, string type, string subject, params FieldChange[] changes)
    {
        var entry = Assert.Single(_users.Entries);
        Assert.Equal((action, type, subject, Given.Ada.Email, _clock.GetUtcNow()), (entry.Action, entry.SubjectType, entry.SubjectId, entry.Actor, entry.At));
        Assert.All(changes, change => Assert.Contains(change, entry.Changes));
    }
}
