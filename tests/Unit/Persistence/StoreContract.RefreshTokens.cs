using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Identities;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Refresh tokens: where one begins, whose turn it is, and what ends with it.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task A_refresh_token_comes_back_with_every_field()
    {
        var store = (await OpenAsync()).Get<IRefreshTokenStore>();
        var full = Sample.RefreshToken("full", user: "ja\0ne");
        var bare = Sample.RefreshToken("bare", user: "bob") with { Nonce = "", AuthTime = null, CurrentValue = null, ConnectorData = null, Scopes = [] };

        await store.AddAsync(Sample.NewRefreshToken(full), Ct);
        await store.AddAsync(Sample.NewRefreshToken(bare), Ct);

        Assert.Equal(Json(full), Json(await store.FindAsync("full", Ct)));
        Assert.Equal(Json(bare), Json(await store.FindAsync("bare", Ct)));
        Assert.Null(await store.FindAsync("Full", Ct));
        foreach (var id in Impossible)
        {
            Assert.Null(await store.FindAsync(id, Ct));
            Assert.False(await store.TryTakeTurnAsync(id, full.ValueHash, "turn", Sample.Start.AddHours(1), Ct));
            Assert.False(await store.CompleteAsync(id, "turn", After(full), Ct));
            Assert.False(await store.NoteIssuedAsync(id, [], Ct));
            Assert.False(await store.EndAsync(id, null, Ct));
            await store.GiveUpTurnAsync(id, "turn", Ct);
        }
    }

    [DatabaseFact]
    public async Task A_new_refresh_token_replaces_the_one_of_the_person_at_the_client_and_its_access_tokens_live_on()
    {
        var node = await OpenAsync();
        var store = node.Get<IRefreshTokenStore>();
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("client", client: "App")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("connector", connector: "mock")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("person", user: "Jane")), Ct);

        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("first")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("second")), Ct);

        Assert.Null(await store.FindAsync("first", Ct));
        Assert.Equal(["client", "connector", "person", "second"], await IdsAsync(store));
        Assert.False(await node.Get<IRevokedTokens>().IsRevokedAsync("access-first", Ct));
    }

    [DatabaseFact]
    public async Task Where_several_are_allowed_they_stand_side_by_side_until_one_replaces_them_all()
    {
        var store = (await OpenAsync()).Get<IRefreshTokenStore>();
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("one")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("phone"), replaces: false), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("tablet"), replaces: false), Ct);
        Assert.Equal(["one", "phone", "tablet"], await IdsAsync(store));

        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("only")), Ct);

        Assert.Equal(["only"], await IdsAsync(store));
    }

    [DatabaseFact]
    public async Task Sign_ins_of_one_person_at_once_on_two_nodes_leave_one_refresh_token()
    {
        var nodes = await OpenTwoAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Node(nodes, i).Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken($"token-{i}")), Ct), Ct)));

        Assert.Single(await IdsAsync(nodes[0].Get<IRefreshTokenStore>()));
    }

    [DatabaseFact]
    public async Task A_code_begins_its_refresh_token_in_the_act_that_spends_it()
    {
        var nodes = await OpenTwoAsync();
        var code = await AddCodeAsync(nodes[0], "code");

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => RedeemAsync(Node(nodes, i), code, $"token-{i}"), Ct)));

        var winner = Assert.Single(Enumerable.Range(0, 20), i => won[i]);
        Assert.Equal([$"token-{winner}"], await IdsAsync(nodes[1].Get<IRefreshTokenStore>()));
        Assert.Equal($"token-{winner}", (await nodes[1].Get<IAuthorizationCodeStore>().FindAsync(code.Hash, Ct))!.RefreshTokenId);
    }

    [DatabaseFact]
    public async Task Codes_of_one_person_redeemed_at_once_are_all_spent_and_leave_one_refresh_token()
    {
        var nodes = await OpenTwoAsync();
        var codes = new List<AuthorizationCode>();
        for (var i = 0; i < 8; i++)
        {
            codes.Add(await AddCodeAsync(nodes[0], $"code-{i}"));
        }

        var won = await Task.WhenAll(codes.Select((code, i) => Task.Run(
            () => RedeemAsync(Node(nodes, i), code, $"token-{i}"), Ct)));

        Assert.All(won, Assert.True);
        Assert.Single(await IdsAsync(nodes[0].Get<IRefreshTokenStore>()));
    }

    [DatabaseFact]
    public async Task Of_a_hundred_who_want_the_turn_at_once_on_two_nodes_one_gets_it_until_it_is_given_up_or_over()
    {
        var nodes = await OpenTwoAsync();
        var token = Sample.RefreshToken("token");
        await nodes[0].Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(token), Ct);
        var until = Sample.Start.AddSeconds(30);

        var won = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => Node(nodes, i).Get<IRefreshTokenStore>().TryTakeTurnAsync("token", token.ValueHash, $"turn-{i}", until, Ct), Ct)));

        var store = nodes[1].Get<IRefreshTokenStore>();
        var winner = Assert.Single(Enumerable.Range(0, 100), i => won[i]);
        await store.GiveUpTurnAsync("token", "somebody else's", Ct);
        Assert.False(await store.TryTakeTurnAsync("token", token.ValueHash, "next", until, Ct));
        await store.GiveUpTurnAsync("token", $"turn-{winner}", Ct);
        Assert.False(await store.TryTakeTurnAsync("token", RefreshTokenValue.HashOf("another"), "next", until, Ct));
        Assert.True(await store.TryTakeTurnAsync("token", token.ValueHash, "next", until, Ct));
        Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.False(await store.TryTakeTurnAsync("token", token.ValueHash, "after", until.AddSeconds(30), Ct));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await store.TryTakeTurnAsync("token", token.ValueHash, "after", until.AddSeconds(30), Ct));
        Assert.False(await store.CompleteAsync("token", "next", After(token), Ct));
        Assert.Equal(Json(token), Json(await store.FindAsync("token", Ct)));
    }

    [DatabaseFact]
    public async Task A_completed_turn_leaves_what_it_says_and_is_over()
    {
        var store = (await OpenAsync()).Get<IRefreshTokenStore>();
        var token = Sample.RefreshToken("token");
        await store.AddAsync(Sample.NewRefreshToken(token), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("sibling", client: "other") with { ConnectorData = null }), Ct);
        var after = After(token) with { Person = Sample.Person("jane") with { Email = "new@example.com" } };
        Assert.True(await store.TryTakeTurnAsync("token", token.ValueHash, "turn", Sample.Start.AddSeconds(30), Ct));

        Assert.True(await store.CompleteAsync("token", "turn", after, Ct));
        Assert.False(await store.CompleteAsync("token", "turn", after, Ct));

        var expected = token with
        {
            Person = after.Person,
            ValueHash = after.ValueHash,
            PreviousHash = token.ValueHash,
            CurrentValue = "second",
            ConnectorData = "renewed",
            LastUsedAt = after.At,
        };
        Assert.Equal(Json(expected), Json(await store.FindAsync("token", Ct)));
        Assert.Equal("token", Assert.Single((await store.ListAsync(new RefreshTokenQuery { Search = "NEW@example" }, Ct)).Items).Id);
        var sibling = Sample.RefreshToken("sibling", client: "other") with { ConnectorData = "renewed" };
        Assert.Equal(Json(sibling), Json(await store.FindAsync("sibling", Ct)));
        Assert.True(await store.TryTakeTurnAsync("token", after.ValueHash, "next", Sample.Start.AddHours(1), Ct));
        Assert.True(await store.CompleteAsync("token", "next", after with { ConnectorData = "", CurrentValue = null, Tokens = [] }, Ct));
        Assert.Equal(Json(expected with { CurrentValue = null }), Json(await store.FindAsync("token", Ct)));
    }

    [DatabaseFact]
    public async Task Many_refreshes_one_after_the_other_from_two_nodes_see_each_value_once()
    {
        var nodes = await OpenTwoAsync();
        await nodes[0].Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("token")), Ct);

        var seen = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => RefreshAsync(Node(nodes, i).Get<IRefreshTokenStore>(), i), Ct)));

        Assert.Equal(100, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [DatabaseFact]
    public async Task A_refresh_token_that_ends_takes_the_living_tokens_beside_it_along_and_nothing_else()
    {
        var node = await OpenAsync();
        var (store, revoked) = (node.Get<IRefreshTokenStore>(), node.Get<IRevokedTokens>());
        var token = Sample.RefreshToken("token");
        await store.AddAsync(Sample.NewRefreshToken(token), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("other", client: "other")), Ct);
        Assert.True(await store.NoteIssuedAsync("token", [new IssuedToken("late", Sample.Start.AddHours(2)), new IssuedToken("past", Sample.Start)], Ct));
        await store.TryTakeTurnAsync("token", token.ValueHash, "turn", Sample.Start.AddHours(1), Ct);
        await store.CompleteAsync("token", "turn", After(token), Ct);
        await revoked.RevokeAsync([new IssuedToken("late", Sample.Start.AddHours(2))], Ct);

        Assert.True(await store.EndAsync("token", Sample.Entry("refresh_token.revoked", "token", "refresh_token"), Ct));
        Assert.False(await store.EndAsync("token", Sample.Entry("refresh_token.revoked", "token", "refresh_token"), Ct));

        Assert.Null(await store.FindAsync("token", Ct));
        Assert.False(await store.NoteIssuedAsync("token", [new IssuedToken("never", Sample.Start.AddHours(2))], Ct));
        foreach (var id in new[] { "access-token", "id-token", "late", "refreshed" })
        {
            Assert.True(await revoked.IsRevokedAsync(id, Ct), id);
        }

        foreach (var id in new[] { "past", "access-other", "never" })
        {
            Assert.False(await revoked.IsRevokedAsync(id, Ct), id);
        }

        Assert.Single(await node.Get<IAuditLog>().ListAsync("refresh_token", "token", 10, Ct));
    }

    [DatabaseFact]
    public async Task Tokens_of_one_person_that_begin_are_refreshed_and_end_at_once_never_lose_what_the_connector_keeps()
    {
        var nodes = await OpenTwoAsync();
        var store = nodes[0].Get<IRefreshTokenStore>();
        for (var round = 0; round < 5; round++)
        {
            var (old, refreshed) = (Sample.RefreshToken($"old-{round}", client: "old"), Sample.RefreshToken($"refreshed-{round}", client: "refreshed"));
            await store.AddAsync(Sample.NewRefreshToken(old), Ct);
            await store.AddAsync(Sample.NewRefreshToken(refreshed), Ct);
            Assert.True(await store.TryTakeTurnAsync(refreshed.Id, refreshed.ValueHash, "turn", Sample.Start.AddHours(1), Ct));

            await Task.WhenAll(
                Task.Run(() => Node(nodes, 0).Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken($"new-{round}", client: "new")), Ct), Ct),
                Task.Run(() => Node(nodes, 1).Get<IRefreshTokenStore>().CompleteAsync(refreshed.Id, "turn", After(refreshed) with { Tokens = [] }, Ct), Ct),
                Task.Run(() => Node(nodes, 0).Get<IRefreshTokenStore>().EndAsync(old.Id, null, Ct), Ct),
                Task.Run(() => Node(nodes, 1).Get<IRefreshTokenStore>().EndAllAsync(new RefreshTokenHolders { ClientId = "refreshed" }, _ => Sample.Entry(), Ct), Ct));

            Assert.Equal([$"new-{round}"], await IdsAsync(store));
            Assert.NotNull((await store.FindAsync($"new-{round}", Ct))!.ConnectorData);
        }
    }

    [DatabaseFact]
    public async Task What_a_connector_keeps_of_a_person_goes_with_the_last_refresh_token_of_the_person()
    {
        var node = await OpenAsync();
        var store = node.Get<IRefreshTokenStore>();
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("one")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("two", client: "other") with { ConnectorData = "newer" }), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("bob", user: "bob")), Ct);
        Assert.Equal("newer", (await store.FindAsync("one", Ct))!.ConnectorData);

        await store.EndAsync("two", null, Ct);
        Assert.Equal("newer", (await store.FindAsync("one", Ct))!.ConnectorData);
        await store.EndAsync("one", null, Ct);

        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Single(await db.OfflineSessions.ToListAsync(Ct));
        Assert.Equal("upstream token of bob", (await store.FindAsync("bob", Ct))!.ConnectorData);
    }

    [DatabaseFact]
    public async Task A_refresh_token_that_many_end_at_once_while_one_of_its_tokens_is_taken_back_ends_once()
    {
        var nodes = await OpenTwoAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = $"token-{round}";
            await nodes[0].Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken(id)), Ct);

            var taken = Task.Run(() => nodes[0].Get<IRevokedTokens>().RevokeAsync([new IssuedToken("id-" + id, Sample.Start.AddHours(1))], Ct), Ct);
            var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Node(nodes, i).Get<IRefreshTokenStore>().EndAsync(id, null, Ct), Ct)));

            await taken;
            Assert.Single(ended, true);
            Assert.True(await nodes[1].Get<IRevokedTokens>().IsRevokedAsync("access-" + id, Ct));
            Assert.True(await nodes[1].Get<IRevokedTokens>().IsRevokedAsync("id-" + id, Ct));
        }
    }

    [DatabaseFact]
    public async Task Refresh_tokens_end_with_the_person_the_account_and_the_client_that_hold_them()
    {
        var node = await OpenAsync();
        var store = node.Get<IRefreshTokenStore>();
        await node.Get<IIdentityStore>().RecordLoginAsync("ldap", Sample.Person("jane"), Sample.Start, Ct);
        await node.Get<ILocalUserStore>().AddAsync(Sample.User("jane@example.com") with { Version = 1 }, Sample.Entry(), Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("gone"), Sample.Entry(), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("person")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("account", connector: "local", user: "1")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("client", client: "gone", user: "bob")), Ct);
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("kept", connector: "local", user: "jane")), Ct);

        Assert.False(await node.Get<IIdentityStore>().DeleteAsync("ldap", "nobody", Sample.Entry(), Ct));
        Assert.False(await node.Get<ILocalUserStore>().DeleteAsync("jane@example.com", 7, Sample.Entry(), Ct));
        Assert.False(await node.Get<IClientStore>().DeleteAsync("gone", 7, Sample.Entry(), Ct));
        Assert.Equal(["account", "client", "kept", "person"], await IdsAsync(store));
        Assert.True(await node.Get<IIdentityStore>().DeleteAsync("ldap", "jane", Sample.Entry(), Ct));
        Assert.Equal(["account", "client", "kept"], await IdsAsync(store));
        Assert.True(await node.Get<ILocalUserStore>().DeleteAsync("jane@example.com", 1, Sample.Entry(), Ct));
        Assert.Equal(["client", "kept"], await IdsAsync(store));
        Assert.True(await node.Get<IClientStore>().DeleteAsync("gone", 1, Sample.Entry(), Ct));

        Assert.Equal(["kept"], await IdsAsync(store));
        foreach (var id in new[] { "access-person", "access-account", "access-client" })
        {
            Assert.True(await node.Get<IRevokedTokens>().IsRevokedAsync(id, Ct), id);
        }
    }

    [DatabaseFact]
    public async Task An_administrators_account_takes_its_refresh_tokens_along_too()
    {
        var node = await OpenAsync();
        foreach (var (email, userId) in new[] { ("ada@example.com", "ada"), ("bob@example.com", "bob") })
        {
            var user = Sample.User(email, isAdministrator: true) with { UserId = userId, Version = 1 };
            await node.Get<ILocalUserStore>().AddAsync(user, Sample.Entry(), Ct);
            await node.Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken(userId, connector: "local", user: userId)), Ct);
        }

        Assert.True(await node.Get<IAdministratorAccounts>().DeleteAsync("ada@example.com", 1, Sample.Entry(), Ct));

        Assert.Equal(["bob"], await IdsAsync(node.Get<IRefreshTokenStore>()));
    }

    [DatabaseFact]
    public async Task All_of_a_person_of_a_client_or_of_a_connector_end_with_one_record_that_counts_them()
    {
        var node = await OpenAsync();
        var store = node.Get<IRefreshTokenStore>();
        foreach (var id in new[] { "app-ldap-jane", "web-ldap-jane", "app-ldap-bob", "app-mock-jane", "web-mock-bob" })
        {
            var parts = id.Split('-');
            await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken(id, client: parts[0], connector: parts[1], user: parts[2])), Ct);
        }

        Assert.Equal(0, await store.EndAllAsync(new RefreshTokenHolders { ClientId = "APP" }, _ => throw new InvalidOperationException("There was none."), Ct));
        Assert.Equal(1, await store.EndAllAsync(new RefreshTokenHolders { ClientId = "web", ConnectorId = "ldap", UserId = "jane" }, Entry, Ct));
        Assert.Equal(["app-ldap-bob", "app-ldap-jane", "app-mock-jane", "web-mock-bob"], await IdsAsync(store));
        Assert.Equal(2, await store.EndAllAsync(new RefreshTokenHolders { ConnectorId = "mock" }, Entry, Ct));
        Assert.Equal(1, await store.EndAllAsync(new RefreshTokenHolders { ConnectorId = "ldap", UserId = "jane" }, Entry, Ct));
        Assert.Equal(1, await store.EndAllAsync(new RefreshTokenHolders { ClientId = "app" }, Entry, Ct));

        Assert.Empty(await IdsAsync(store));
        Assert.True(await node.Get<IRevokedTokens>().IsRevokedAsync("access-web-mock-bob", Ct));
        Assert.Equal(4, (await node.Get<IAuditLog>().ListAsync("refresh_token", "all", 10, Ct)).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => store.EndAllAsync(new RefreshTokenHolders(), Entry, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => store.EndAllAsync(new RefreshTokenHolders { UserId = "jane" }, Entry, Ct));

        static AuditEntry Entry(int count) => Sample.Entry($"ended.{count}", "all", "refresh_token");
    }

    [DatabaseFact]
    public async Task Refresh_tokens_are_listed_last_used_first_page_by_page_and_without_their_secrets()
    {
        var store = (await OpenAsync()).Get<IRefreshTokenStore>();
        for (var i = 0; i < 5; i++)
        {
            var token = Sample.RefreshToken($"token-{i}", client: $"client-{i}") with { LastUsedAt = Sample.Start.AddMinutes(i / 2) };
            await store.AddAsync(Sample.NewRefreshToken(token), Ct);
        }

        var first = await store.ListAsync(new RefreshTokenQuery { Count = 3 }, Ct);
        var second = await store.ListAsync(new RefreshTokenQuery { Offset = 3, Count = 3 }, Ct);

        Assert.Equal((5, 5), (first.Total, second.Total));
        Assert.Equal(["token-4", "token-2", "token-3"], first.Items.Select(token => token.Id));
        Assert.Equal(["token-0", "token-1"], second.Items.Select(token => token.Id));
        Assert.All(first.Items, token => Assert.Equal("", token.FamilyKey + token.ValueHash + token.PreviousHash + token.CurrentValue + token.ConnectorData));
        Assert.Equal("jane@example.com", first.Items[0].Person.Email);
    }

    [DatabaseFact]
    public async Task Refresh_tokens_are_found_by_search_and_by_holder()
    {
        var store = (await OpenAsync()).Get<IRefreshTokenStore>();
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("abc", client: "Shop", user: "uid=jane")), Ct);
        var bob = Sample.Person("bob") with { Email = "Bob@Example.com", Username = "", PreferredUsername = "" };
        await store.AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("def", client: "web", connector: "mock") with { Person = bob }), Ct);

        await FindsAsync("", "abc", "def");
        await FindsAsync("  ABC ", "abc");
        await FindsAsync("shop", "abc");
        await FindsAsync("bob@", "def");
        await FindsAsync("jane d", "abc");
        await FindsAsync("UID=", "abc");
        await FindsAsync("%");
        await FindsAsync("_");
        await FindsAsync("\0");

        Assert.Equal(["def"], await IdsAsync(store, new RefreshTokenQuery { Holders = new RefreshTokenHolders { ClientId = "web" } }));
        Assert.Equal(["abc"], await IdsAsync(store, new RefreshTokenQuery { Holders = new RefreshTokenHolders { ConnectorId = "ldap" } }));
        Assert.Empty(await IdsAsync(store, new RefreshTokenQuery { Holders = new RefreshTokenHolders { ConnectorId = "ldap", UserId = "bob" } }));

        async Task FindsAsync(string search, params string[] found) =>
            Assert.Equal(found, await IdsAsync(store, new RefreshTokenQuery { Search = search }));
    }

    [DatabaseFact]
    public async Task The_secrets_of_refresh_tokens_are_sealed_or_hashed_in_their_rows()
    {
        Settings = Settings with { EncryptionKey = "0123456789abcdef0123456789abcdef" };
        var node = await OpenAsync();
        await node.Get<IRefreshTokenStore>().AddAsync(Sample.NewRefreshToken(Sample.RefreshToken("token")), Ct);

        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        var row = await db.RefreshTokens.SingleAsync(Ct);
        var session = await db.OfflineSessions.SingleAsync(Ct);

        Assert.All(new[] { row.FamilyKey, row.CurrentValue!, session.ConnectorData }, sealedValue => Assert.Equal(1, sealedValue[0]));
        Assert.All(
            ["key of token", "upstream token", "text of", "\"value\""],
            secret => Assert.DoesNotContain(secret, row.Json + row.Person + row.SearchText, StringComparison.Ordinal));
    }

    private static Task<bool> RedeemAsync(StorageNode node, AuthorizationCode code, string id) => node.Get<IAuthorizationCodeStore>()
        .TryRedeemAsync(code.Hash, [], Sample.NewRefreshToken(Sample.RefreshToken(id)), Ct);

    private static Refreshed After(RefreshToken token) => new(
        token.Person, RefreshTokenValue.HashOf("second"), token.ValueHash, "second", "renewed", Sample.Start.AddMinutes(5),
        [new IssuedToken("refreshed", Sample.Start.AddHours(1))]);

    // Takes its turn when there is one, and derives the new value from the old.
    private static async Task<string> RefreshAsync(IRefreshTokenStore store, int i)
    {
        while (true)
        {
            var token = (await store.FindAsync("token", Ct))!;
            if (await store.TryTakeTurnAsync("token", token.ValueHash, $"turn-{i}", Sample.Start.AddHours(1), Ct))
            {
                var after = new Refreshed(token.Person, RefreshTokenValue.HashOf(token.ValueHash), token.ValueHash, null, null, Sample.Start, []);
                Assert.True(await store.CompleteAsync("token", $"turn-{i}", after, Ct));
                return token.ValueHash;
            }

            await Task.Yield();
        }
    }

    private static async Task<string[]> IdsAsync(IRefreshTokenStore store, RefreshTokenQuery? query = null) =>
        [.. (await store.ListAsync((query ?? new RefreshTokenQuery()) with { Count = 100 }, Ct)).Items.Select(token => token.Id).Order(StringComparer.Ordinal)];
}
