using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Introspection;

/// <summary>Protocol 7.2.</summary>
public sealed class IntrospectionEndpointTests(StandardServer server) : StandardServerTest(server)
{
    private const string Route = "/token/introspect";
    private const string Inactive = "{\"active\":false}\n";

    private static readonly string Api = DexServer.Basic("api", "api-secret");

    [Fact]
    public async Task An_active_token_is_described_in_dexs_order()
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Batch, "openid profile groups audience:server:client_id:api");

        using var answer = await Dex.PostAsync(Route, [("token", token)], Api);

        var (body, claims) = (await answer.ReadJsonAsync(), Answers.PayloadOf(token));
        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Header("Content-Type")));
        Assert.Equal(
            ["active", "client_id", "sub", "exp", "iat", "nbf", "username", "aud", "iss", "token_type", "token_use", "ext"], body.Names());
        Assert.Equal(["azp", "groups", "name", "preferred_username"], body.GetProperty("ext").Names());
        Assert.Equal("batch", body.GetProperty("client_id").GetString());
        Assert.Equal(("Bearer", "access_token"), (body.GetProperty("token_type").GetString(), body.GetProperty("token_use").GetString()));
        Assert.All(["sub", "exp", "iat", "aud", "iss"], name => Assert.Equal(claims.GetProperty(name).GetRawText(), body.GetProperty(name).GetRawText()));
        Assert.Equal(claims.GetProperty("iat").GetInt64(), body.GetProperty("nbf").GetInt64());
        Assert.Equal("Nightly batch", body.GetProperty("username").GetString());
    }

    [Fact]
    public async Task A_token_without_names_has_no_username_and_an_empty_extension()
    {
        using var answer = await Dex.PostAsync(Route, [("token", await Dex.AccessTokenAsync(StandardClients.Batch))], Api);

        var body = await answer.ReadJsonAsync();
        Assert.Equal(["active", "client_id", "sub", "exp", "iat", "nbf", "aud", "iss", "token_type", "token_use", "ext"], body.Names());
        Assert.Empty(body.GetProperty("ext").Names());
        Assert.Equal("batch", body.GetProperty("aud").GetString());
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("nonsense")]
    public async Task The_hint_decides_nothing(string hint)
    {
        using var answer = await Dex.PostAsync(Route, [("token", await Dex.AccessTokenAsync(StandardClients.Batch)), ("token_type_hint", hint)], Api);

        Assert.True((await answer.ReadJsonAsync()).GetProperty("active").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("ChlyN2syEgJzOQ")]
    public async Task What_is_no_token_of_ours_is_inactive_and_not_to_be_stored(string token)
    {
        using var answer = await Dex.PostAsync(Route, [("token", token)], Api);

        Assert.Equal((200, Inactive), ((int)answer.StatusCode, await answer.ReadTextAsync()));
        Assert.Equal(("application/json", "no-store", "no-cache"),
            (answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
    }

    [Fact]
    public async Task Tokens_of_strangers_expired_ones_and_those_of_another_purpose_are_inactive()
    {
        string[] tokens =
        [
            ForgedToken.ByAStranger(Dex),
            ForgedToken.ByItsKey(Dex, change: claims => claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1),
            ForgedToken.ByItsKey(Dex, change: claims => claims["iss"] = "https://elsewhere.example.com"),
            ForgedToken.ByItsKey(Dex, "logout+jwt"),
            ForgedToken.ByItsKey(Dex, change: claims => claims.Remove("aud")),
            ForgedToken.ByItsKey(Dex, change: claims => claims["aud"] = "no-such-client"),
            ForgedToken.ByItsKey(Dex, change: claims => claims["aud"] = new[] { "api", "batch" }),
            ForgedToken.ByItsKey(Dex, change: claims => claims["aud"] = "off"),
        ];

        foreach (var token in tokens)
        {
            using var answer = await Dex.PostAsync(Route, [("token", token)], Api);
            Assert.Equal(Inactive, await answer.ReadTextAsync());
        }
    }

    [Fact]
    public async Task Any_enabled_confidential_client_may_ask_about_any_token_by_header_or_body()
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Batch);

        using var narrow = await Dex.PostAsync(Route, [("token", token)], DexServer.Basic("narrow", "narrow-secret"));
        using var body = await Dex.PostAsync(Route, [("token", token), ("client_id", "vault"), ("client_secret", "vault-secret")]);

        Assert.True((await narrow.ReadJsonAsync()).GetProperty("active").GetBoolean());
        Assert.True((await body.ReadJsonAsync()).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Nobody_else_may_ask()
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Batch);

        using var none = await Dex.PostAsync(Route, [("token", token)]);
        using var wrong = await Dex.PostAsync(Route, [("token", token)], DexServer.Basic("api", "wrong"));
        using var bearer = await Dex.PostAsync(Route, [("token", token)], "Bearer " + token);
        using var off = await Dex.PostAsync(Route, [("token", token)], DexServer.Basic("off", "off-secret"));
        using var site = await Dex.PostAsync(Route, [("token", token), ("client_id", "site")]);

        foreach (var (answer, rule) in new[]
        {
            (none, "client.missing"), (wrong, "client.secret_mismatch"), (bearer, "client.missing"), (off, "client.disabled"),
            (site, "client.public_for_introspection"),
        })
        {
            Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
            Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
        }

        Assert.StartsWith("Basic realm=", wrong.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Null(none.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task The_form_is_judged_before_the_client()
    {
        var wrong = DexServer.Basic("api", "wrong");

        using var get = await Dex.GetAsync(Route, wrong);
        var malformed = await Dex.SendRawAsync("POST", "/dex/token/introspect?a=%zz", [$"Authorization: {wrong}", "Content-Type: application/x-www-form-urlencoded"], "token=x"u8.ToArray());
        using var empty = await Dex.PostAsync(Route, [], wrong);
        using var missing = await Dex.PostAsync(Route + "?token=x", [("other", "x")], wrong);

        Assert.All([get, empty, missing], answer => Assert.Equal(400, (int)answer.StatusCode));
        Assert.Equal((400, "{\"error\":\"invalid_request\"}"), (malformed.Status, malformed.Body));
        Assert.Equal(["request.method", "request.empty_body", "request.token_missing"],
            new[] { get, empty, missing }.Select(answer => Dex.RefusalOf(answer).Rule.Id));
    }

    [Fact]
    public async Task Authentication_can_be_switched_off_by_the_file()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            OAuth2 = "grantTypes: [client_credentials]\nintrospection: {requireAuthentication: false}",
        });

        using var answer = await dex.PostAsync(Route, [("token", await dex.AccessTokenAsync(StandardClients.Batch))]);

        Assert.True((await answer.ReadJsonAsync()).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_token_turns_inactive_when_its_client_is_disabled_or_deleted()
    {
        await using var dex = await DexServer.StartAsync();
        var store = dex.Services.GetRequiredService<IClientStore>();
        var client = await dex.AddAsync(Given.Client("gone", Given.Secret("dxs_gone")));
        using var issued = await dex.TokenAsAsync("gone", "dxs_gone");
        var token = (await issued.ReadJsonAsync()).GetProperty("access_token").GetString()!;
        var entry = AuditEntry.By(Given.Ada, Given.Now, "client.changed", "client", "gone");

        Assert.True(await ActiveAsync());
        Assert.True(await store.UpdateAsync(client with { Version = 2, Enabled = false }, entry, Xunit.TestContext.Current.CancellationToken));
        Assert.False(await ActiveAsync());
        Assert.True(await store.UpdateAsync(client with { Version = 3 }, entry, Xunit.TestContext.Current.CancellationToken));
        Assert.True(await ActiveAsync());
        Assert.True(await store.DeleteAsync("gone", 3, entry, Xunit.TestContext.Current.CancellationToken));
        Assert.False(await ActiveAsync());

        async Task<bool> ActiveAsync()
        {
            using var answer = await dex.PostAsync(Route, [("token", token)], Api);
            return (await answer.ReadJsonAsync()).GetProperty("active").GetBoolean();
        }
    }
}
