using System.Net;
using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.5 over HTTP.</summary>
public sealed class ClientCredentialsGrantTests(StandardServer server) : StandardServerTest(server)
{
    private const string Audience = "audience:server:client_id:";

    [Fact]
    public async Task The_answer_has_exactly_dexs_members_and_headers()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch);

        var body = await answer.ReadJsonAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["access_token", "token_type", "expires_in"], body.Names());
        Assert.Equal("bearer", body.GetProperty("token_type").GetString());
        Assert.InRange(body.GetProperty("expires_in").GetInt64(), 86_398, 86_400);
        Assert.Equal(
            ("application/json", "no-store", "no-cache"),
            (answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
        Assert.Equal($"{(await answer.Content.ReadAsByteArrayAsync(Xunit.TestContext.Current.CancellationToken)).Length}", answer.Header("Content-Length"));
    }

    [Fact]
    public async Task The_scope_openid_adds_an_id_token_and_never_a_refresh_token()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, "openid email profile groups");

        Assert.Equal(["access_token", "token_type", "expires_in", "id_token"], (await answer.ReadJsonAsync()).Names());
    }

    [Fact]
    public async Task The_subject_is_the_client_id_without_a_connector()
    {
        var claims = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch));

        Assert.Equal("CgViYXRjaA", claims.GetProperty("sub").GetString());
        Assert.Equal(Dex.Issuer, claims.GetProperty("iss").GetString());
    }

    [Fact]
    public async Task Without_scopes_the_token_has_the_frame_alone() =>
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash"], Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch)).Names());

    [Fact]
    public async Task Names_come_with_profile_and_groups_with_groups_and_an_address_never()
    {
        var claims = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch, "openid email profile groups"));

        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash", "groups", "name", "preferred_username"], claims.Names());
        Assert.Equal(("Nightly batch", "Nightly batch"), (claims.GetProperty("name").GetString(), claims.GetProperty("preferred_username").GetString()));
        Assert.Equal(["ops", "night"], claims.GetProperty("groups").EnumerateArray().Select(group => group.GetString()));
    }

    [Fact]
    public async Task The_scope_groups_is_accepted_from_a_client_without_groups() =>
        Assert.DoesNotContain("groups", Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Api, "groups")).Names());

    [Fact]
    public async Task The_nonce_of_the_body_is_in_both_tokens()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, "openid", ("nonce", "n-0S6_WzA2Mj"));

        var body = await answer.ReadJsonAsync();
        Assert.All(new[] { "access_token", "id_token" }, token =>
            Assert.Equal("n-0S6_WzA2Mj", Answers.PayloadOf(body.GetProperty(token).GetString()!).GetProperty("nonce").GetString()));
    }

    [Fact]
    public async Task An_empty_nonce_is_no_nonce()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, null, ("nonce", ""));

        Assert.DoesNotContain("nonce", Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!).Names());
    }

    [Fact]
    public async Task A_token_for_the_client_itself_names_it_as_plain_text()
    {
        var claims = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch));

        Assert.Equal((JsonValueKind.String, "batch"), (claims.GetProperty("aud").ValueKind, claims.GetProperty("aud").GetString()));
    }

    [Fact]
    public async Task A_trusting_peer_stands_first_the_client_last_and_as_authorized_party()
    {
        var claims = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Batch, Audience + "api"));

        Assert.Equal(["api", "batch"], claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()));
        Assert.Equal("batch", claims.GetProperty("azp").GetString());
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "azp", "at_hash"], claims.Names());
    }

    [Fact]
    public async Task A_client_may_always_ask_for_itself()
    {
        var claims = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Vault, Audience + "vault"));

        Assert.Equal("vault", claims.GetProperty("aud").GetString());
        Assert.DoesNotContain("azp", claims.Names());
    }

    [Theory]
    [InlineData("offline_access", "scope.not_for_machines")]
    [InlineData("federated:id", "scope.not_for_machines")]
    [InlineData("bogus offline_access", "scope.not_for_machines")]
    [InlineData("openid bogus", "scope.unknown")]
    [InlineData("bogus " + Audience + "vault", "scope.unknown")]
    [InlineData(Audience + "vault", "audience.untrusted")]
    [InlineData(Audience + "no-such-client", "audience.untrusted")]
    [InlineData(Audience + "site", "audience.untrusted")]
    public async Task A_scope_that_does_not_pass_is_invalid_scope_by_the_first_rule_that_holds(string scope, string rule)
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, scope);

        Assert.Equal((400, "invalid_scope"), await answer.ReadRefusalAsync());
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task Bogus_with_offline_access_reports_offline_access()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, "bogus offline_access");

        var description = (await answer.ReadErrorAsync()).Description!;
        Assert.Contains("offline_access", description, StringComparison.Ordinal);
        Assert.DoesNotContain("bogus", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_does_not_go_the_other_way()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Api, Audience + "batch");

        Assert.Equal((400, "invalid_scope"), await answer.ReadRefusalAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("openid")]
    public async Task A_public_client_is_refused_even_without_a_secret_to_send(string? scope)
    {
        using var answer = await Dex.PostAsync("/token", DexServer.TokenForm(scope, ("client_id", StandardClients.Site)));

        Assert.Equal((400, "unauthorized_client"), await answer.ReadRefusalAsync());
        Assert.Equal("client.public_for_machines", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task A_public_client_with_a_bad_scope_hears_of_the_scope_first()
    {
        using var answer = await Dex.PostAsync("/token", DexServer.TokenForm("bogus", ("client_id", StandardClients.Site)));

        Assert.Equal((400, "invalid_scope"), await answer.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_wrong_secret_goes_before_a_bad_scope()
    {
        using var answer = await Dex.TokenAsAsync(StandardClients.Batch, "wrong", "bogus");

        Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_client_of_its_own_lifetime_gets_it_with_its_static_claims_last()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Brief, "profile");

        var body = await answer.ReadJsonAsync();
        var claims = Answers.PayloadOf(body.GetProperty("access_token").GetString()!);
        Assert.InRange(body.GetProperty("expires_in").GetInt64(), 298, 300);
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(
            ["iss", "sub", "aud", "exp", "iat", "jti", "at_hash", "name", "preferred_username", "level", "nested", "tags", "tenant"], claims.Names());
        Assert.Equal(("north", 3, true), (claims.GetProperty("tenant").GetString(), claims.GetProperty("level").GetInt32(), claims.GetProperty("nested").GetProperty("deep").GetBoolean()));
    }

    [Fact]
    public async Task At_hash_of_the_id_token_is_the_left_half_of_the_access_tokens_hash()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, "openid");

        var body = await answer.ReadJsonAsync();
        var (access, id) = (body.GetProperty("access_token").GetString()!, body.GetProperty("id_token").GetString()!);
        Assert.Equal(TokenHash.Of("RS256", access), Answers.PayloadOf(id).GetProperty("at_hash").GetString());
        Assert.NotEqual(Answers.PayloadOf(access).GetProperty("at_hash").GetString(), Answers.PayloadOf(id).GetProperty("at_hash").GetString());
        Assert.NotEqual(Answers.PayloadOf(access).GetProperty("jti").GetString(), Answers.PayloadOf(id).GetProperty("jti").GetString());
    }

    [Fact]
    public async Task The_header_of_a_token_has_algorithm_key_and_type_and_nothing_else()
    {
        var header = Answers.HeaderOf(await Dex.AccessTokenAsync(StandardClients.Batch));

        Assert.Equal(["alg", "kid", "typ"], header.Names().Order(StringComparer.Ordinal));
        Assert.Equal(("RS256", "JWT"), (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()));
        Assert.Matches("^[0-9a-f]{40}$", header.GetProperty("kid").GetString());
    }

    [Fact]
    public async Task No_claim_that_dex_never_issues_is_issued()
    {
        var names = Answers.PayloadOf(await Dex.AccessTokenAsync(StandardClients.Brief, "openid email profile groups")).Names();

        Assert.Empty(names.Intersect(["nbf", "acr", "amr", "scope", "client_id", "locale", "events", "auth_time", "sid", "c_hash", ClaimNames.FederatedClaims]));
    }
}
