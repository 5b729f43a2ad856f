using System.Text.Json;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.8 and F-32 over HTTP: a token of an upstream provider for one of ours.</summary>
public sealed class TokenExchangeGrantTests(GrantServer server) : IClassFixture<GrantServer>, IAsyncLifetime
{
    private const string Urn = "urn:ietf:params:oauth:token-type:";

    private DexServer Dex => server.Dex;

    public ValueTask InitializeAsync()
    {
        server.Connectors.Reset();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, Urn + "access_token")]
    [InlineData("", Urn + "access_token")]
    [InlineData(Urn + "access_token", Urn + "access_token")]
    [InlineData(Urn + "id_token", Urn + "id_token")]
    public async Task The_answer_has_one_token_and_says_of_which_kind_it_is(string? requested, string issued)
    {
        using var answer = await Dex.ExchangeAsync(SignInServer.Web, ("requested_token_type", requested), ("scope", "openid offline_access"));

        var body = await answer.ReadJsonAsync();
        Assert.Equal(["access_token", "issued_token_type", "token_type", "expires_in"], body.Names());
        Assert.Equal((issued, "bearer"), (body.GetProperty("issued_token_type").GetString(), body.GetProperty("token_type").GetString()));
        Assert.Equal(86400, body.GetProperty("expires_in").GetInt32());
        Assert.Equal(issued == Urn + "access_token", ClaimsOf(body).Names().Contains("at_hash"));
        Assert.Equal(
            (200, "application/json", "no-store", "no-cache"),
            ((int)answer.StatusCode, answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
    }

    [Theory]
    [InlineData(TokenTypes.IdToken)]
    [InlineData(TokenTypes.AccessToken)]
    public async Task The_upstream_is_asked_about_the_token_by_its_type(string type)
    {
        using var answer = await Exchange("watching", ("subject_token_type", type), ("subject_token", "the-token"));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal((type, "the-token"), Assert.Single(server.Connectors.Identified));
    }

    // Each request fails every row from the one that refuses it on.
    [Theory]
    [InlineData("connector.unusable", "invalid_request", 400, "no-such", "magic", "", "magic")]
    [InlineData("exchange.subject_type_unsupported", "request_not_supported", 400, "mute", "magic", "", "magic")]
    [InlineData("exchange.subject_type_unsupported", "request_not_supported", 400, "", "magic", "", "magic")]
    [InlineData("exchange.subject_missing", "invalid_request", 400, "mute", Urn + "id_token", "", "magic")]
    [InlineData("exchange.connector_kind", "invalid_request", 400, "mute", Urn + "id_token", "t", "magic")]
    [InlineData("exchange.connector_missing", "invalid_request", 400, "", Urn + "id_token", "t", "magic")]
    [InlineData("exchange.requested_type_unsupported", "request_not_supported", 400, "failing", Urn + "id_token", "t", "magic")]
    [InlineData("exchange.subject_refused", "access_denied", 401, "failing", Urn + "id_token", "t", Urn + "id_token")]
    [InlineData("audience.untrusted", "invalid_scope", 400, "watching", Urn + "id_token", "t", Urn + "id_token")]
    public async Task The_first_row_that_is_broken_refuses(
        string rule, string error, int status, string connector, string subjectType, string subject, string requested)
    {
        using var answer = await Exchange(
            connector, ("subject_token_type", subjectType), ("subject_token", subject), ("requested_token_type", requested),
            ("scope", "audience:server:client_id:stranger"));

        Assert.Equal((status, error), await answer.ReadRefusalAsync());
        Assert.Equal((rule, GrantTypes.TokenExchange), (Dex.RefusalOf(answer).Rule.Id, Dex.RefusalOf(answer).GrantType));
    }

    [Fact]
    public async Task Nobody_upstream_is_asked_for_a_token_that_will_not_be_issued()
    {
        using var answer = await Exchange("watching", ("requested_token_type", Urn + "refresh_token"));

        Assert.Equal("exchange.requested_type_unsupported", Dex.RefusalOf(answer).Rule.Id);
        Assert.Empty(server.Connectors.Identified);
    }

    [Theory]
    [InlineData(Urn + "refresh_token")]
    [InlineData(Urn + "saml1")]
    [InlineData(Urn + "saml2")]
    [InlineData(Urn + "jwt")]
    [InlineData("id_token")]
    [InlineData("")]
    public async Task Token_types_that_are_only_registered_are_refused_on_both_sides(string type)
    {
        using var subject = await Dex.ExchangeAsync(SignInServer.Web, ("subject_token_type", type));
        Assert.Equal((400, "request_not_supported"), await subject.ReadRefusalAsync());

        using var requested = await Dex.ExchangeAsync(SignInServer.Web, ("requested_token_type", type));
        Assert.Equal(type.Length == 0 ? 200 : 400, (int)requested.StatusCode);
    }

    // Row 2: both gates, and connectors that do not open.
    [Theory]
    [InlineData(SignInServer.Picky, "watching", "connector.closed_to_client", "invalid_grant")]
    [InlineData(SignInServer.Picky, "no-such", "connector.closed_to_client", "invalid_grant")]
    [InlineData(SignInServer.Web, "no-such", "connector.unusable", "invalid_request")]
    [InlineData(SignInServer.Web, "closed", "connector.unusable", "invalid_request")]
    [InlineData(SignInServer.Web, "codes", "connector.closed_to_grant", "invalid_request")]
    [InlineData(SignInServer.Web, "pass", "exchange.connector_kind", "invalid_request")]
    [InlineData(SignInServer.Web, "local", "exchange.connector_kind", "invalid_request")]
    [InlineData(SignInServer.Picky, "mock", null, null)]
    [InlineData(SignInServer.Web, SignInServer.Odd, null, null)]
    public async Task A_connector_serves_whom_both_gates_let_through(string client, string connector, string? rule, string? error)
    {
        using var answer = await Dex.ExchangeAsync(client, ("connector_id", connector));

        if (rule is null)
        {
            Assert.Equal(200, (int)answer.StatusCode);
            return;
        }

        Assert.Equal((400, error!), await answer.ReadRefusalAsync());
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task The_client_is_judged_before_the_exchange()
    {
        using var wrong = await Dex.PostAsync("/token", [("grant_type", GrantTypes.TokenExchange)], DexServer.Basic(SignInServer.Web, "wrong"));
        using var disabled = await Dex.ExchangeAsync(SignInServer.Disabled);
        using var narrowed = await Dex.ExchangeAsync(SignInServer.Machine, ("connector_id", null));

        Assert.Equal(
            [(401, "invalid_client"), (401, "invalid_client"), (400, "unauthorized_client")],
            [await wrong.ReadRefusalAsync(), await disabled.ReadRefusalAsync(), await narrowed.ReadRefusalAsync()]);
        Assert.Equal("grant.disabled_by_client", Dex.RefusalOf(narrowed).Rule.Id);
    }

    [Fact]
    public async Task A_public_client_may_exchange()
    {
        using var answer = await Dex.ExchangeAsync(SignInServer.Native);

        Assert.Equal("native", ClaimsOf(await answer.ReadJsonAsync()).GetProperty("aud").GetString());
    }

    [Theory]
    [InlineData("denying")]
    [InlineData("failing")]
    [InlineData("groupless")]
    public async Task What_the_upstream_says_against_a_token_stays_in_the_log(string connector)
    {
        using var answer = await Exchange(connector);

        Assert.Equal((401, "access_denied"), await answer.ReadRefusalAsync());
        Assert.Equal(("{\"error\":\"access_denied\"}", null), (await answer.ReadTextAsync(), answer.Header("WWW-Authenticate")));
        Assert.Contains(Dex.Log.Of(answer.RequestId()), line => line.GetProperty("msg").GetString() == "failed to verify subject token");
    }

    // Unknown scopes have no effect and openid is not needed; an audience has to trust the client.
    [Theory]
    [InlineData(null, "iss sub aud exp iat jti at_hash")]
    [InlineData("bogus offline_access", "iss sub aud exp iat jti at_hash")]
    [InlineData("email", "iss sub aud exp iat jti at_hash email email_verified")]
    [InlineData("bogus profile groups", "iss sub aud exp iat jti at_hash groups name")]
    [InlineData("audience:server:client_id:peer", "iss sub aud exp iat jti azp at_hash")]
    public async Task Scopes_choose_claims_and_audience(string? scope, string claims)
    {
        using var answer = await Dex.ExchangeAsync(SignInServer.Web, ("scope", scope));

        Assert.Equal(claims, string.Join(' ', ClaimsOf(await answer.ReadJsonAsync()).Names()));
    }

    [Theory]
    [InlineData("bogus audience:server:client_id:stranger", "audience.untrusted", "[\"audience:server:client_id:stranger\"]")]
    [InlineData("audience:server:client_id:nobody", "audience.untrusted", "[\"audience:server:client_id:nobody\"]")]
    [InlineData(null, "scope.too_many", "At most 100 scopes")]
    public async Task A_scope_that_cannot_be_honoured_is_invalid(string? scope, string rule, string named)
    {
        using var answer = await Dex.ExchangeAsync(SignInServer.Web, ("scope", scope ?? string.Join(' ', Enumerable.Repeat("openid", 101))));

        var error = await answer.ReadErrorAsync();
        Assert.Equal((400, "invalid_scope", rule), ((int)answer.StatusCode, error.Code, Dex.RefusalOf(answer).Rule.Id));
        Assert.Contains(named, error.Description!, StringComparison.Ordinal);
    }

    // RFC 8693 parameters that dex does not read, and its own ones in the wrong place.
    [Fact]
    public async Task What_is_not_supported_is_ignored_and_the_query_counts_for_nothing()
    {
        using var ignored = await Dex.ExchangeAsync(
            SignInServer.Web, ("audience", "stranger"), ("resource", "https://api.example.com"), ("actor_token", "x"), ("actor_token_type", "y"),
            ("nonce", "n1"));
        using var query = await Dex.PostAsync(
            "/token?connector_id=mock&subject_token=t", [("grant_type", GrantTypes.TokenExchange), ("subject_token_type", TokenTypes.IdToken)],
            DexServer.Basic(SignInServer.Web, "web-secret"));

        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash"], ClaimsOf(await ignored.ReadJsonAsync()).Names());
        Assert.Equal("exchange.subject_missing", Dex.RefusalOf(query).Rule.Id);
    }

    // F-26; and nothing is kept of anybody who is exchanged.
    [Fact]
    public async Task A_person_who_is_blocked_gets_no_token_and_who_was_exchanged_leaves_no_trace()
    {
        server.Connectors.Person = new() { UserId = "blocked-one", Username = "Joe" };
        using var before = await Exchange("watching");
        Assert.Equal((200, null), ((int)before.StatusCode, await Dex.IdentityAsync("watching", "blocked-one")));

        await Dex.RecordAsync("watching", server.Connectors.Person);
        await Dex.BlockAsync("watching", "blocked-one", DateTimeOffset.MaxValue);
        using var after = await Exchange("watching", ("scope", "audience:server:client_id:stranger"));

        Assert.Equal((400, "invalid_grant"), await after.ReadRefusalAsync());
        Assert.Equal("person.blocked", Dex.RefusalOf(after).Rule.Id);
        Assert.DoesNotContain("block", await after.ReadTextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true, "jane@example.com")]
    [InlineData(false, "jane@example.com (unverified)")]
    public async Task An_exchange_leaves_the_line_that_operators_search_for(bool isVerified, string email)
    {
        server.Connectors.Person = new()
        {
            UserId = "u1", Username = "Jane", PreferredUsername = "jd", Email = "jane@example.com", EmailVerified = isVerified, Groups = ["a", "b"],
        };

        using var answer = await Exchange("watching", ("requested_token_type", TokenTypes.IdToken));

        var line = Assert.Single(
            Dex.Log.Of(answer.RequestId()), line => line.GetProperty("msg").GetString() == "token exchange successful");
        string?[] attributes =
        [
            .. new[] { "connector_id", "client_id", "user_id", "username", "preferred_username", "email", "groups", "subject_token_type", "requested_token_type" }
                .Select(name => line.GetProperty(name).ToString()),
        ];
        Assert.Equal(["watching", "web", "u1", "Jane", "jd", email, "[\"a\" \"b\"]", TokenTypes.IdToken, TokenTypes.IdToken], attributes);
    }

    [Fact]
    public async Task A_client_with_a_lifetime_of_its_own_gets_a_token_of_that_length()
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}", made => made with { TokenLifetime = TimeSpan.FromMinutes(7) });

        using var answer = await Dex.ExchangeAsync(client.Id);

        Assert.Equal(420, (await answer.ReadJsonAsync()).GetProperty("expires_in").GetInt32());
    }

    private static JsonElement ClaimsOf(JsonElement body) => Answers.PayloadOf(body.GetProperty("access_token").GetString()!);

    private Task<HttpResponseMessage> Exchange(string connector, params (string Name, string? Value)[] changes) =>
        Dex.ExchangeAsync(SignInServer.Web, [("connector_id", connector), .. changes]);
}
