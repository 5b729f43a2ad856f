using System.Text.Json;
using Dex.Domain.Authorization;
using Dex.Domain.Codes;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Authorization requests, codes, and tokens that were taken back.</content>
public abstract partial class StoreContract
{
    /// <summary>Ids that no key can be; some of them a database refuses to hear.</summary>
    private static readonly string[] Impossible = ["", "\0", "a\0b", "\uD800", "two words", "trailing ", "line\nend", new('x', 4000), "ünicode"];

    [DatabaseFact]
    public async Task An_authorization_request_comes_back_with_every_field()
    {
        var store = (await OpenAsync()).Get<IAuthorizationRequestStore>();
        var request = Sample.Request("request") with
        {
            ResponseTypes = ["code", "id_token"],
            ResponseMode = ResponseMode.FormPost,
            State = "st\0te \"1\" 😀",
            Nonce = "nonce",
            CodeChallenge = "challenge",
            CodeChallengeMethod = "S256",
            Prompt = ["login", "consent"],
            MaxAge = TimeSpan.FromSeconds(90),
            ForcesConsent = true,
            LoginHint = "jane",
            HintedSubject = "sub",
            ConnectorData = "",
            Person = Sample.Person("ja\0ne"),
            AuthTime = Sample.Start,
        };

        await store.AddAsync(request, Ct);
        await store.AddAsync(Sample.Request("REQUEST"), Ct);

        Assert.Equal(Json(request), Json(await store.FindAsync("request", Ct)));
        Assert.Equal(Json(Sample.Request("REQUEST")), Json(await store.FindAsync("REQUEST", Ct)));
        Assert.Null(await store.FindAsync("Request", Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.AddAsync(request, Ct));
    }

    [DatabaseFact]
    public async Task An_expired_authorization_request_is_absent()
    {
        var store = (await OpenAsync()).Get<IAuthorizationRequestStore>();
        var request = Sample.Request("request") with { ExpiresAt = Sample.Start.AddMinutes(10) };
        await store.AddAsync(request, Ct);
        Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await store.FindAsync("request", Ct));

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await store.FindAsync("request", Ct));
        Assert.False(await store.SetConnectorDataAsync("request", "data", Ct));
        Assert.False(await store.CompleteLoginAsync("request", Login("new"), Ct));
        Assert.False(await store.EndAsync("request", request.ProofKey, Sample.Code("code"), Ct));
    }

    [DatabaseFact]
    public async Task Steps_change_what_they_own_and_leave_the_sibling_alone()
    {
        var store = (await OpenAsync()).Get<IAuthorizationRequestStore>();
        var request = Sample.Request("request");
        await store.AddAsync(request, Ct);
        await store.AddAsync(Sample.Request("sibling"), Ct);

        Assert.True(await store.SetConnectorDataAsync("request", "verifier", Ct));
        Assert.Equal(Json(request with { ConnectorData = "verifier" }), Json(await store.FindAsync("request", Ct)));
        Assert.True(await store.CompleteLoginAsync("request", Login("second"), Ct));
        var second = request with { Person = Sample.Person("second"), ConnectorData = "token of second", AuthTime = Sample.Start, ProofKey = "proof of second" };
        Assert.Equal(Json(second), Json(await store.FindAsync("request", Ct)));
        Assert.True(await store.CompleteLoginAsync("request", Login("third") with { ConnectorData = null }, Ct));
        Assert.True(await store.SetConnectorDataAsync("request", null, Ct));

        var third = second with { Person = Sample.Person("third"), ConnectorData = null, ProofKey = "proof of third" };
        Assert.Equal(Json(third), Json(await store.FindAsync("request", Ct)));
        Assert.Equal(Json(Sample.Request("sibling")), Json(await store.FindAsync("sibling", Ct)));
    }

    [DatabaseFact]
    public async Task Ending_needs_the_proof_key_of_the_last_login()
    {
        var node = await OpenAsync();
        var store = node.Get<IAuthorizationRequestStore>();
        await store.AddAsync(Sample.Request("request"), Ct);
        await store.CompleteLoginAsync("request", Login("second"), Ct);

        Assert.False(await store.EndAsync("request", "proof of request", Sample.Code("code"), Ct));
        Assert.Null(await node.Get<IAuthorizationCodeStore>().FindAsync(Sample.Code("code").Hash, Ct));
        Assert.NotNull(await store.FindAsync("request", Ct));
        Assert.True(await store.EndAsync("request", "proof of second", Sample.Code("code"), Ct));
        Assert.NotNull(await node.Get<IAuthorizationCodeStore>().FindAsync(Sample.Code("code").Hash, Ct));
    }

    [DatabaseFact]
    public async Task An_ended_request_does_not_come_back()
    {
        var store = (await OpenAsync()).Get<IAuthorizationRequestStore>();
        await store.AddAsync(Sample.Request("request"), Ct);
        Assert.True(await store.EndAsync("request", "proof of request", null, Ct));

        Assert.False(await store.CompleteLoginAsync("request", Login("second"), Ct));
        Assert.False(await store.SetConnectorDataAsync("request", "data", Ct));
        Assert.False(await store.EndAsync("request", "proof of request", null, Ct));
        Assert.Null(await store.FindAsync("request", Ct));
    }

    [DatabaseFact]
    public async Task Of_concurrent_endings_on_two_nodes_one_stores_its_code()
    {
        var nodes = await OpenTwoAsync();
        await nodes[0].Get<IAuthorizationRequestStore>().AddAsync(Sample.Request("request"), Ct);

        var ended = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => Node(nodes, i).Get<IAuthorizationRequestStore>().EndAsync("request", "proof of request", Sample.Code($"code {i}"), Ct), Ct)));

        Assert.Single(ended, true);
        for (var i = 0; i < ended.Length; i++)
        {
            Assert.Equal(ended[i], await nodes[0].Get<IAuthorizationCodeStore>().FindAsync(Sample.Code($"code {i}").Hash, Ct) is not null);
        }
    }

    [DatabaseFact]
    public async Task A_login_and_an_ending_at_once_leave_no_request_that_was_answered()
    {
        var nodes = await OpenTwoAsync();
        var store = nodes[0].Get<IAuthorizationRequestStore>();
        for (var round = 0; round < 10; round++)
        {
            var id = $"request-{round}";
            await store.AddAsync(Sample.Request(id), Ct);

            var login = Task.Run(() => Node(nodes, 1).Get<IAuthorizationRequestStore>().CompleteLoginAsync(id, Login("second"), Ct), Ct);
            var end = Task.Run(() => store.EndAsync(id, "proof of " + id, null, Ct), Ct);

            Assert.NotEqual(await login, await end);
            Assert.Equal(await login, await store.FindAsync(id, Ct) is not null);
        }
    }

    [DatabaseFact]
    public async Task A_code_comes_back_with_every_field_until_it_expires()
    {
        var node = await OpenAsync();
        var store = node.Get<IAuthorizationCodeStore>();
        var code = await AddCodeAsync(node, "code");

        Assert.Equal(Json(code), Json(await store.FindAsync(code.Hash, Ct)));
        Assert.Null(await store.FindAsync(code.Hash.ToUpperInvariant(), Ct));
        Clock.Advance(AuthorizationCode.Lifetime);

        Assert.Null(await store.FindAsync(code.Hash, Ct));
        Assert.False(await store.TryRedeemAsync(code.Hash, [], null, Ct));
    }

    [DatabaseFact]
    public async Task A_redeemed_code_tells_when_and_for_which_tokens()
    {
        var node = await OpenAsync();
        var store = node.Get<IAuthorizationCodeStore>();
        var code = await AddCodeAsync(node, "code");
        var tokens = new[] { new IssuedToken("access", Sample.Start.AddHours(24)), new IssuedToken("id", Sample.Start.AddHours(1)) };

        Assert.True(await store.TryRedeemAsync(code.Hash, [.. tokens], null, Ct));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await store.TryRedeemAsync(code.Hash, [new IssuedToken("later", Sample.Start)], null, Ct));

        var found = await store.FindAsync(code.Hash, Ct);
        Assert.Equal(Sample.Start, found!.RedeemedAt);
        Assert.Equal(tokens, found.IssuedTokens);
    }

    [DatabaseFact]
    public async Task Of_sixty_concurrent_redemptions_on_two_nodes_one_wins()
    {
        var nodes = await OpenTwoAsync();
        var code = await AddCodeAsync(nodes[0], "code");

        var won = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => Node(nodes, i).Get<IAuthorizationCodeStore>().TryRedeemAsync(code.Hash, [new IssuedToken($"token {i}", Sample.Start.AddDays(1))], null, Ct), Ct)));

        var winner = Assert.Single(Enumerable.Range(0, 60), i => won[i]);
        Assert.Equal($"token {winner}", Assert.Single((await nodes[1].Get<IAuthorizationCodeStore>().FindAsync(code.Hash, Ct))!.IssuedTokens).Id);
    }

    [DatabaseFact]
    public async Task Tokens_are_taken_back_once_or_often_and_by_several_nodes_at_once()
    {
        var nodes = await OpenTwoAsync();
        var store = nodes[0].Get<IRevokedTokens>();
        var tokens = Enumerable.Range(0, 5).Select(i => new IssuedToken($"token-{i}", Sample.Start.AddHours(1))).ToArray();

        Assert.False(await store.IsRevokedAsync("token-0", Ct));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Node(nodes, i).Get<IRevokedTokens>().RevokeAsync([tokens[i % 5], tokens[(i + 1) % 5], tokens[i % 5]], Ct), Ct)));
        await store.RevokeAsync([.. tokens, new IssuedToken("expired", Sample.Start)], Ct);
        await store.RevokeAsync([], Ct);

        foreach (var token in tokens)
        {
            Assert.True(await Node(nodes, 1).Get<IRevokedTokens>().IsRevokedAsync(token.Id, Ct));
        }

        Assert.False(await store.IsRevokedAsync("expired", Ct));
        Assert.False(await store.IsRevokedAsync("TOKEN-0", Ct));
    }

    [DatabaseFact]
    public async Task What_cannot_be_an_id_is_absent()
    {
        var node = await OpenAsync();
        var requests = node.Get<IAuthorizationRequestStore>();
        var codes = node.Get<IAuthorizationCodeStore>();
        await requests.AddAsync(Sample.Request("trailing"), Ct);

        foreach (var id in Impossible)
        {
            Assert.Null(await requests.FindAsync(id, Ct));
            Assert.False(await requests.SetConnectorDataAsync(id, "data", Ct));
            Assert.False(await requests.CompleteLoginAsync(id, Login("x"), Ct));
            Assert.False(await requests.EndAsync(id, "proof", Sample.Code("code"), Ct));
            Assert.Null(await codes.FindAsync(id, Ct));
            Assert.False(await codes.TryRedeemAsync(id, [], null, Ct));
            Assert.False(await node.Get<IRevokedTokens>().IsRevokedAsync(id, Ct));
        }
    }

    [DatabaseFact]
    public async Task Secrets_of_a_sign_in_are_sealed()
    {
        Settings = Settings with { EncryptionKey = "0123456789abcdef0123456789abcdef" };
        var node = await OpenAsync();
        await AddCodeAsync(node, "code");
        await node.Get<IAuthorizationRequestStore>().AddAsync(Sample.Request("request") with { ConnectorData = "upstream token" }, Ct);
        await using var db = await node.Get<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);

        var request = await db.AuthorizationRequests.SingleAsync(Ct);
        var code = await db.AuthorizationCodes.SingleAsync(Ct);

        Assert.All(new[] { request.ProofKey, request.ConnectorData!, code.ConnectorData! }, sealedValue => Assert.Equal(1, sealedValue[0]));
        Assert.All(new[] { request.Json, code.Json }, json =>
        {
            Assert.DoesNotContain("upstream token", json, StringComparison.Ordinal);
            Assert.DoesNotContain("proof of", json, StringComparison.Ordinal);
        });
    }

    private static StorageNode Node(StorageNode[] nodes, int i) => nodes[i % nodes.Length];

    private static CompletedLogin Login(string userId) => new(Sample.Person(userId), "token of " + userId, Sample.Start, "proof of " + userId);

    private static async Task<AuthorizationCode> AddCodeAsync(StorageNode node, string code)
    {
        var requests = node.Get<IAuthorizationRequestStore>();
        var id = "request-of-" + code;
        await requests.AddAsync(Sample.Request(id), Ct);
        Assert.True(await requests.EndAsync(id, "proof of " + id, Sample.Code(code), Ct));
        return Sample.Code(code);
    }

    // Records with lists inside compare by identity, so the text of all members is compared instead.
    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
