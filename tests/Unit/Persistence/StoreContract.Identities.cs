using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>People by connector, and their consents.</content>
public abstract partial class StoreContract
{
    private static readonly string LongName = "uid=jane," + string.Join(',', Enumerable.Repeat("ou=people of a very deep directory", 100)) + ",dc=example";

    [DatabaseFact]
    public async Task A_login_makes_the_identity_and_a_later_one_renews_what_it_said()
    {
        var store = (await OpenAsync()).Get<IIdentityStore>();
        var first = Sample.Person("jane");
        await store.RecordLoginAsync("ldap", first, Sample.Start, Ct);
        await store.SaveConsentAsync("ldap", "jane", new Consent("app", ["email"], Sample.Start), Ct);
        await store.BlockAsync("ldap", "jane", Sample.Start.AddDays(1), Sample.Entry(), Ct);

        var second = first with { Email = "new@example.com", EmailVerified = false, Groups = [] };
        await store.RecordLoginAsync("ldap", second, Sample.Start.AddHours(1), Ct);

        var expected = new UserIdentity
        {
            ConnectorId = "ldap",
            Claims = second,
            CreatedAt = Sample.Start,
            LastLoginAt = Sample.Start.AddHours(1),
            BlockedUntil = Sample.Start.AddDays(1),
            Consents = [new Consent("app", ["email"], Sample.Start)],
        };
        Assert.Equal(Json(expected), Json(await store.FindAsync("ldap", "jane", Ct)));
        Assert.Single((await store.ListAsync(new IdentityQuery { Search = "NEW@" }, Ct)).Items);
    }

    [DatabaseFact]
    public async Task People_are_told_apart_by_connector_and_user_id_byte_by_byte()
    {
        var store = (await OpenAsync()).Get<IIdentityStore>();
        (string Connector, string User)[] people =
        [
            ("ldap", "jane"), ("LDAP", "jane"), ("ldap", "Jane"), ("ldap", "jane "), ("ldapj", "ane"), ("ldap", "ja\0ne"), ("ldap", LongName), ("ldap", LongName + "x"), ("ldap", "😀"),
        ];
        foreach (var (connector, user) in people)
        {
            Assert.Null(await store.FindAsync(connector, user, Ct));
            await store.RecordLoginAsync(connector, Sample.Person(user), Sample.Start, Ct);
        }

        await Assert.AllAsync(people, async person => Assert.Equal(person.User, (await store.FindAsync(person.Connector, person.User, Ct))!.UserId));
        Assert.Equal(people.Length, (await store.ListAsync(new IdentityQuery(), Ct)).Total);
        Assert.Null(await store.FindAsync("\0", "\uD800", Ct));
    }

    [DatabaseFact]
    public async Task First_logins_at_once_on_two_nodes_make_one_identity()
    {
        var nodes = await OpenTwoAsync();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(
            () => Node(nodes, i).Get<IIdentityStore>().RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start.AddSeconds(i), Ct), Ct)));

        var page = await nodes[0].Get<IIdentityStore>().ListAsync(new IdentityQuery(), Ct);
        Assert.Equal(1, page.Total);
        Assert.Equal("jane", Assert.Single(page.Items).UserId);
    }

    [DatabaseFact]
    public async Task A_consent_replaces_the_one_before_and_belongs_to_one_client()
    {
        var node = await OpenAsync();
        var store = node.Get<IIdentityStore>();
        Assert.False(await store.SaveConsentAsync("ldap", "jane", new Consent("app", ["email"], Sample.Start), Ct));
        await store.RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct);

        Assert.True(await store.SaveConsentAsync("ldap", "jane", new Consent("web", ["openid"], Sample.Start), Ct));
        Assert.True(await store.SaveConsentAsync("ldap", "jane", new Consent("app", ["email"], Sample.Start), Ct));
        Assert.True(await store.SaveConsentAsync("ldap", "jane", new Consent("app", ["groups", "profile"], Sample.Start.AddHours(1)), Ct));

        var consents = (await store.FindAsync("ldap", "jane", Ct))!.Consents;
        Assert.Equal(["app", "web"], consents.Select(consent => consent.ClientId));
        Assert.Equal(["groups", "profile"], consents[0].Scopes);
        Assert.Equal(Sample.Start.AddHours(1), consents[0].GrantedAt);
        Assert.True(await store.RevokeConsentAsync("ldap", "jane", "app", Sample.Entry("consent.revoked", "jane", "identity"), Ct));
        Assert.False(await store.RevokeConsentAsync("ldap", "jane", "app", Sample.Entry("consent.revoked", "jane", "identity"), Ct));
        Assert.False(await store.RevokeConsentAsync("ldap", "jane", "a\0", Sample.Entry("consent.revoked", "jane", "identity"), Ct));
        Assert.Equal(["web"], (await store.FindAsync("ldap", "jane", Ct))!.Consents.Select(consent => consent.ClientId));
        Assert.Single(await node.Get<IAuditLog>().ListAsync("identity", "jane", 10, Ct));
    }

    [DatabaseFact]
    public async Task Consents_saved_at_once_on_two_nodes_leave_one_per_client()
    {
        var nodes = await OpenTwoAsync();
        await nodes[0].Get<IIdentityStore>().RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct);

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Node(nodes, i).Get<IIdentityStore>().SaveConsentAsync("ldap", "jane", new Consent($"app {i % 2}", ["email"], Sample.Start), Ct), Ct)));

        Assert.All(saved, Assert.True);
        Assert.Equal(2, (await nodes[0].Get<IIdentityStore>().FindAsync("ldap", "jane", Ct))!.Consents.Length);
    }

    [DatabaseFact]
    public async Task A_client_that_is_made_again_under_its_id_has_nobodys_consent()
    {
        var node = await OpenAsync();
        var store = node.Get<IIdentityStore>();
        await node.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);
        await store.RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct);
        await store.SaveConsentAsync("ldap", "jane", new Consent("app", ["email"], Sample.Start), Ct);
        await store.SaveConsentAsync("ldap", "jane", new Consent("other", ["email"], Sample.Start), Ct);

        await node.Get<IClientStore>().DeleteAsync("app", 1, Sample.Entry(), Ct);

        Assert.Equal(["other"], (await store.FindAsync("ldap", "jane", Ct))!.Consents.Select(consent => consent.ClientId));
    }

    [DatabaseFact]
    public async Task A_person_is_blocked_let_in_again_and_forgotten_with_their_consents()
    {
        var node = await OpenAsync();
        var store = node.Get<IIdentityStore>();
        var entry = Sample.Entry("identity.changed", "ldap/" + LongName, "identity");
        Assert.False(await store.BlockAsync("ldap", LongName, Sample.Start, entry, Ct));
        Assert.False(await store.DeleteAsync("ldap", LongName, entry, Ct));
        await store.RecordLoginAsync("ldap", Sample.Person(LongName), Sample.Start, Ct);
        await store.RecordLoginAsync("ldap", Sample.Person("sibling"), Sample.Start, Ct);
        await store.SaveConsentAsync("ldap", LongName, new Consent("app", ["email"], Sample.Start), Ct);

        Assert.True(await store.BlockAsync("ldap", LongName, Sample.Start.AddDays(1), entry, Ct));
        Assert.Equal(Sample.Start.AddDays(1), (await store.FindAsync("ldap", LongName, Ct))!.BlockedUntil);
        Assert.True(await store.BlockAsync("ldap", LongName, null, entry, Ct));
        Assert.Null((await store.FindAsync("ldap", LongName, Ct))!.BlockedUntil);
        Assert.True(await store.DeleteAsync("ldap", LongName, entry, Ct));

        Assert.Null(await store.FindAsync("ldap", LongName, Ct));
        Assert.Null((await store.FindAsync("ldap", "sibling", Ct))!.BlockedUntil);
        Assert.Equal(3, (await node.Get<IAuditLog>().ListAsync("identity", "ldap/" + LongName, 10, Ct)).Count);
        Assert.Empty(await node.Get<IAuditLog>().ListAsync("identity", "ldap/" + LongName + "x", 10, Ct));
        await store.RecordLoginAsync("ldap", Sample.Person(LongName), Sample.Start.AddHours(1), Ct);
        Assert.Empty((await store.FindAsync("ldap", LongName, Ct))!.Consents);
    }

    [DatabaseFact]
    public async Task Identities_are_listed_newest_login_first_and_page_by_page()
    {
        var store = (await OpenAsync()).Get<IIdentityStore>();
        foreach (var (connector, user, hour) in new[] { ("b", "1", 1), ("a", "é", 1), ("a", "Z", 1), ("a", "a", 1), ("a", "first", 2), ("a", "last", 0) })
        {
            await store.RecordLoginAsync(connector, Sample.Person(user), Sample.Start.AddHours(hour), Ct);
        }

        await store.SaveConsentAsync("a", "Z", new Consent("app", ["email"], Sample.Start), Ct);
        var all = await store.ListAsync(new IdentityQuery(), Ct);
        var second = await store.ListAsync(new IdentityQuery { Offset = 2, Count = 2 }, Ct);

        Assert.Equal(["first", "Z", "a", "é", "1", "last"], all.Items.Select(identity => identity.UserId));
        Assert.Equal(["a", "é"], second.Items.Select(identity => identity.UserId));
        Assert.Equal((6, 6), (all.Total, second.Total));
        Assert.Equal("app", Assert.Single(all.Items[1].Consents).ClientId);
        Assert.All(all.Items.Where(identity => identity.UserId != "Z"), identity => Assert.Empty(identity.Consents));
        Assert.Empty((await store.ListAsync(new IdentityQuery { Offset = 6 }, Ct)).Items);
    }

    [DatabaseFact]
    public async Task Identities_are_found_by_search_connector_and_consent()
    {
        var store = (await OpenAsync()).Get<IIdentityStore>();
        await store.RecordLoginAsync("ldap", Sample.Person("u1") with { Email = "ÉVA@Example.com", Username = "Éva", PreferredUsername = "eve" }, Sample.Start, Ct);
        await store.RecordLoginAsync("mock", Sample.Person("u2") with { Email = "bob_1@example.com", Username = "Bob 100%", PreferredUsername = "" }, Sample.Start, Ct);
        await store.SaveConsentAsync("mock", "u2", new Consent("app", ["email"], Sample.Start), Ct);

        Assert.Equal("u1", await FoundAsync(store, new IdentityQuery { Search = " éva@EXAMPLE " }));
        Assert.Equal("u1", await FoundAsync(store, new IdentityQuery { Search = "EVE" }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { Search = "100%" }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { Search = "bob_" }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { Search = "U2" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { Search = "%" + "x" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { Search = "\0" }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { ConnectorId = "mock" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { ConnectorId = "Mock" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { ConnectorId = "\0" }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { ConsentedTo = "app" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { ConsentedTo = "APP" }));
        Assert.Equal("", await FoundAsync(store, new IdentityQuery { ConsentedTo = "app", Search = "eve" }));
        await store.BlockAsync("ldap", "u1", Sample.Start.AddHours(1), Sample.Entry(), Ct);
        await store.BlockAsync("mock", "u2", UserIdentity.ForGood, Sample.Entry(), Ct);
        Assert.Equal("u1 u2", await FoundAsync(store, new IdentityQuery { BlockedAt = Sample.Start }));
        Assert.Equal("u2", await FoundAsync(store, new IdentityQuery { BlockedAt = Sample.Start.AddHours(1) }));
        Assert.True((await store.FindAsync("mock", "u2", Ct))!.IsBlockedForGood);
    }

    private static async Task<string> FoundAsync(IIdentityStore store, IdentityQuery query)
    {
        var page = await store.ListAsync(query, Ct);
        Assert.Equal(page.Items.Count, page.Total);
        return string.Join(' ', page.Items.Select(identity => identity.UserId));
    }
}
