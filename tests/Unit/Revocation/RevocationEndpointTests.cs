using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Revocation;

/// <summary>RFC 7009 over HTTP: a client takes back what was issued to it.</summary>
public sealed class RevocationEndpointTests(GrantServer server) : IClassFixture<GrantServer>
{
    private const string Route = "/token/revoke";

    private DexServer Dex => server.Dex;

    [Fact]
    public async Task An_access_token_ends_alone_and_the_answer_is_empty()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        using var answer = await RevokeAsync(tokens.Access);

        Assert.Equal((200, "", "0", "no-store", "no-cache", null),
            ((int)answer.StatusCode, await answer.ReadTextAsync(), answer.Header("Content-Length"), answer.Header("Cache-Control"),
                answer.Header("Pragma"), answer.Header("Content-Type")));
        Assert.Equal("id refresh", await tokens.AliveAsync(Dex));
        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {tokens.Access}");
        Assert.Equal("bearer.revoked", Dex.RefusalOf(userInfo).Rule.Id);
    }

    [Fact]
    public async Task An_ID_token_ends_alone()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        await RevokedAsync(tokens.Id);

        Assert.Equal("access refresh", await tokens.AliveAsync(Dex));
    }

    [Fact]
    public async Task A_refresh_token_takes_the_tokens_that_were_issued_beside_it_along_and_no_others()
    {
        var several = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}", made => made with { AllowsSeveralRefreshTokens = true });
        var (first, second) = (await IssuedTokens.OfPasswordAsync(Dex, several.Id), await IssuedTokens.OfPasswordAsync(Dex, several.Id));

        await RevokedAsync(first.Refresh, several.Id);

        Assert.Equal(("", "access id refresh"), (await first.AliveAsync(Dex), await second.AliveAsync(Dex)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_value_that_the_family_ever_had_ends_it(int age)
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);
        var values = new List<string> { tokens.Refresh };
        for (var i = 0; i < 3; i++)
        {
            values.Add(await IssuedTokens.RotateAsync(Dex, values[^1]));
        }

        Assert.True(await IssuedTokens.IsActiveAsync(Dex, values[^1]));
        await RevokedAsync(values[^(age + 1)]);

        Assert.False(await IssuedTokens.IsActiveAsync(Dex, values[^1]));
        Assert.Equal("", await tokens.AliveAsync(Dex));
    }

    [Fact]
    public async Task Taking_back_twice_is_no_error()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        foreach (var token in new[] { tokens.Access, tokens.Access, tokens.Refresh, tokens.Refresh, tokens.Access })
        {
            await RevokedAsync(token);
        }

        Assert.Equal("", await tokens.AliveAsync(Dex));
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("id_token")]
    [InlineData("urn:example:unknown")]
    [InlineData("")]
    public async Task The_hint_decides_nothing(string hint)
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        await RevokedAsync(tokens.Access, SignInServer.Web, ("token_type_hint", hint));
        Assert.Equal("id refresh", await tokens.AliveAsync(Dex));

        await RevokedAsync(tokens.Refresh, SignInServer.Web, ("token_type_hint", hint));
        Assert.Equal("", await tokens.AliveAsync(Dex));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("e30.W10.x")]
    [InlineData("CgRyN2syEgJzOQ")]
    [InlineData("CgRyN2sy")]
    [InlineData("\0")]
    [InlineData("\uD83D\uDE00 = & %")]
    [InlineData(" ")]
    public async Task What_is_no_token_is_as_good_as_taken_back(string token)
    {
        using var answer = await RevokeAsync(token);

        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    [Fact]
    public async Task What_we_never_signed_or_signed_for_another_purpose_is_as_good_as_taken_back()
    {
        foreach (var token in new[]
        {
            ForgedToken.ByAStranger(Dex), ForgedToken.ByItsKey(Dex, "logout+jwt"), ForgedToken.ByItsKey(Dex, change: claims => claims.Remove("aud")),
            ForgedToken.ByItsKey(Dex, change: claims => claims["iss"] = "https://elsewhere.example.com"),
            ForgedToken.ByItsKey(Dex, change: claims => claims["exp"] = 1), ForgedToken.ByItsKey(Dex), new string('a', 20_000),
        })
        {
            await RevokedAsync(token);
        }
    }

    // Its id stands in logs and in the console; it proves nothing.
    [Fact]
    public async Task Who_knows_only_the_id_of_a_refresh_token_ends_nothing()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);
        var id = Domain.RefreshTokens.RefreshTokenText.Decode(tokens.Refresh).Id;

        foreach (var client in new[] { SignInServer.Web, SignInServer.Peer })
        {
            await RevokedAsync(id, client);
            await RevokedAsync(new Domain.RefreshTokens.RefreshTokenText(id, "guessed").Encode(), client);
        }

        Assert.Equal("access id refresh", await tokens.AliveAsync(Dex));
    }

    [Fact]
    public async Task Tokens_that_have_ended_by_themselves_are_no_error_to_anybody_and_the_family_is_gone()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with
        {
            Clock = clock,
            More = GrantServer.Settings.More + "\nexpiry: {idTokens: 1h, refreshTokens: {absoluteLifetime: 3m}}",
        });
        var tokens = await IssuedTokens.OfPasswordAsync(dex);

        // Before the first round of housekeeping, which takes expired families away and leaves what was issued beside them to expire.
        clock.Advance(TimeSpan.FromMinutes(4));

        using var foreign = await dex.PostAsClientAsync(Route, SignInServer.Peer, ("token", tokens.Refresh));
        Assert.Equal((200, "access id"), ((int)foreign.StatusCode, await tokens.AliveAsync(dex)));
        using var own = await dex.PostAsClientAsync(Route, SignInServer.Web, ("token", tokens.Refresh));
        Assert.Equal((200, ""), ((int)own.StatusCode, await tokens.AliveAsync(dex)));

        clock.Advance(TimeSpan.FromMinutes(57));
        foreach (var client in new[] { SignInServer.Web, SignInServer.Peer })
        {
            using var expired = await dex.PostAsClientAsync(Route, client, ("token", tokens.Access));
            Assert.Equal(200, (int)expired.StatusCode);
        }
    }

    // RFC 7009 section 2.1.
    [Fact]
    public async Task The_token_of_another_client_is_refused_in_one_and_the_same_way_and_stays_alive()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);
        var newest = await IssuedTokens.RotateAsync(Dex, await IssuedTokens.RotateAsync(Dex, tokens.Refresh));

        var told = new HashSet<string>();
        foreach (var token in new[] { tokens.Access, tokens.Id, tokens.Refresh, newest })
        {
            foreach (var client in new[] { SignInServer.Peer, SignInServer.Native })
            {
                using var answer = await RevokeAsync(token, client);
                Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
                Assert.Equal(("revocation.other_client", client), (Dex.RefusalOf(answer).Rule.Id, Dex.RefusalOf(answer).ClientId));
                told.Add(await answer.ReadTextAsync());
            }
        }

        Assert.Single(told);
        Assert.True(await IssuedTokens.IsActiveAsync(Dex, newest));
        Assert.Equal("access id", await tokens.AliveAsync(Dex));
    }

    // Protocol 6.4: with several audiences the client is the authorized party, and an audience is only a reader.
    [Fact]
    public async Task A_token_for_several_belongs_to_the_client_that_asked_for_it()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex, SignInServer.Web, ("scope", "openid audience:server:client_id:peer"));

        using var audience = await RevokeAsync(tokens.Access, SignInServer.Peer);
        Assert.Equal((400, "invalid_grant"), await audience.ReadRefusalAsync());
        await RevokedAsync(tokens.Access);

        Assert.False(await IssuedTokens.IsActiveAsync(Dex, tokens.Access));
    }

    [Fact]
    public async Task A_public_client_takes_back_its_own_by_its_id_and_a_machine_its_own()
    {
        var native = await IssuedTokens.OfPasswordAsync(Dex, SignInServer.Native);
        using var issued = await Dex.PostAsClientAsync("/token", SignInServer.Machine, ("grant_type", "client_credentials"));
        var machine = (await issued.ReadJsonAsync()).GetProperty("access_token").GetString()!;

        await RevokedAsync(native.Refresh, SignInServer.Native);
        await RevokedAsync(machine, SignInServer.Machine);

        Assert.Equal("", await native.AliveAsync(Dex));
        Assert.False(await IssuedTokens.IsActiveAsync(Dex, machine));
    }

    [Fact]
    public async Task The_request_is_judged_before_the_client_and_the_client_before_the_token()
    {
        var wrong = DexServer.Basic(SignInServer.Web, "wrong");
        var token = (await IssuedTokens.OfPasswordAsync(Dex)).Access;

        using var get = await Dex.GetAsync(Route, wrong);
        var malformed = await Dex.SendRawAsync(
            "POST", $"/dex{Route}", [$"Authorization: {wrong}", "Content-Type: application/x-www-form-urlencoded"], "token=%zz"u8.ToArray());
        using var missing = await Dex.PostAsync($"{Route}?token={token}", [("other", "x")], wrong);
        using var empty = await Dex.PostAsync(Route, [("token", "")], wrong);
        using var json = await Dex.SendAsync(HttpMethod.Post, Route, wrong, new StringContent("{\"token\":\"x\"}", null, "application/json"));
        using var secret = await Dex.PostAsync(Route, [("token", token)], wrong);

        Assert.Equal((400, "{\"error\":\"invalid_request\"}"), (malformed.Status, malformed.Body));
        Assert.Equal(
            ["request.method", "request.token_missing", "request.token_missing", "request.token_missing", "client.secret_mismatch"],
            new[] { get, missing, empty, json, secret }.Select(answer => Dex.RefusalOf(answer).Rule.Id));
        Assert.Equal((401, "invalid_client"), await secret.ReadRefusalAsync());
        Assert.StartsWith("Basic realm=", secret.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_may_ask()
    {
        var token = (await IssuedTokens.OfPasswordAsync(Dex)).Access;

        using var none = await Dex.PostAsync(Route, [("token", token)]);
        using var unknown = await Dex.PostAsync(Route, [("token", token), ("client_id", "nobody")]);
        using var bare = await Dex.PostAsync(Route, [("token", token), ("client_id", SignInServer.Web)]);
        using var bearer = await Dex.PostAsync(Route, [("token", token)], $"Bearer {token}");
        using var disabled = await RevokeAsync(token, SignInServer.Disabled);
        using var console = await Dex.PostAsync(Route, [("token", token), ("client_id", "dex-console")]);

        foreach (var (answer, rule) in new[]
        {
            (none, "client.missing"), (unknown, "client.unknown"), (bare, "client.secret_missing"), (bearer, "client.missing"),
            (disabled, "client.disabled"), (console, "client.unknown"),
        })
        {
            Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
            Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
        }

        Assert.True(await IssuedTokens.IsActiveAsync(Dex, token));
    }

    // What was issued before a grant was switched off must still be possible to take back.
    [Fact]
    public async Task It_is_open_whatever_grants_are_on_and_discovery_names_it_after_introspection()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with { OAuth2 = "passwordConnector: pass" });
        var tokens = await IssuedTokens.OfPasswordAsync(dex);
        await dex.SwitchAsync([.. GrantTypes.Defaults.Where(grant => grant != GrantTypes.AuthorizationCode).Select(grant => (grant, false))]);

        using var answer = await dex.PostAsClientAsync(Route, SignInServer.Web, ("token", tokens.Refresh));
        using var discovery = await dex.GetAsync("/.well-known/openid-configuration");

        var document = await discovery.ReadJsonAsync();
        Assert.Equal((200, ""), ((int)answer.StatusCode, await tokens.AliveAsync(dex)));
        Assert.Equal(dex.Issuer + Route, document.GetProperty("revocation_endpoint").GetString());
        Assert.Equal("revocation_endpoint", document.Names().SkipWhile(name => name != "introspection_endpoint").ElementAt(1));
    }

    [Fact]
    public async Task The_log_says_who_took_back_what_kind_of_token()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        using var access = await RevokeAsync(tokens.Access);
        using var refresh = await RevokeAsync(tokens.Refresh);

        foreach (var (answer, use) in new[] { (access, "access_token"), (refresh, "refresh_token") })
        {
            var line = Assert.Single(Dex.Log.Of(answer.RequestId()), line => line.GetProperty("msg").GetString() == "token revoked by its client");
            Assert.Equal((SignInServer.Web, use), (line.GetProperty("client_id").GetString(), line.GetProperty("token_use").GetString()));
        }
    }

    private async Task RevokedAsync(string token, string client = SignInServer.Web, params (string Name, string Value)[] more)
    {
        using var answer = await RevokeAsync(token, client, more);
        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.ReadTextAsync()));
    }

    private Task<HttpResponseMessage> RevokeAsync(string token, string client = SignInServer.Web, params (string Name, string Value)[] more) =>
        Dex.PostAsClientAsync(Route, client, [("token", token), .. more]);
}
