using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Tokens;

/// <summary>Tokens about people (protocol 6.2 to 6.5).</summary>
public sealed class PersonTokenIssuerTests
{
    private const string Audience = "audience:server:client_id:";
    private const string Everything = "openid email groups profile federated:id offline_access " + Audience + "api";

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly MemoryClientStore _clients = new(
        GivenFlow.App(), Given.Client("api") with { TrustedPeers = ["app"] }, Given.Client("vault"), Given.Client("store") with { TrustedPeers = ["app"] });

    [Fact]
    public async Task Every_claim_there_can_be_stands_in_its_place()
    {
        var issuance = Of(Everything) with { Nonce = "n1", AuthTime = Given.Now, Code = "the-code", AccessTokenId = "id-1", IdTokenId = "id-2" };

        var tokens = await IssueAsync(issuance);

        var shared = $"\"iss\":\"https://id.example.com/dex\",\"sub\":\"{Subject.Encode("jane-1", "up")}\",\"aud\":[\"api\",\"app\"],"
            + $"\"exp\":{Given.Now.AddHours(24).ToUnixTimeSeconds()},\"iat\":{Given.Now.ToUnixTimeSeconds()}";
        var request = $"\"azp\":\"app\",\"nonce\":\"n1\",\"auth_time\":{Given.Now.ToUnixTimeSeconds()}";
        const string person = "\"email\":\"jane@example.com\",\"email_verified\":true,\"groups\":[\"staff\",\"authors\"],\"name\":\"Jane Doe\","
            + "\"preferred_username\":\"jane\",\"federated_claims\":{\"connector_id\":\"up\",\"user_id\":\"jane-1\"}";
        Assert.Equal($"{{{shared},\"jti\":\"id-1\",{request},\"at_hash\":\"{Claim(tokens.AccessToken!, "at_hash")}\",{person}}}", tokens.AccessToken);
        Assert.Equal(
            $"{{{shared},\"jti\":\"id-2\",{request},\"at_hash\":\"{TokenHash.Of("RS256", tokens.AccessToken!)}\","
            + $"\"c_hash\":\"{TokenHash.Of("RS256", "the-code")}\",{person}}}",
            tokens.IdToken);
    }

    [Fact]
    public async Task The_least_of_tokens_has_what_every_token_has()
    {
        var tokens = await IssueAsync(Of("openid"));

        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash"], Names(tokens.AccessToken!));
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash"], Names(tokens.IdToken!));
    }

    [Theory]
    [InlineData("openid", "")]
    [InlineData("openid email", "email email_verified")]
    [InlineData("openid groups", "groups")]
    [InlineData("openid profile", "name preferred_username")]
    [InlineData("openid federated:id", "federated_claims")]
    [InlineData("openid offline_access", "")]
    [InlineData("openid email profile", "email email_verified name preferred_username")]
    [InlineData("profile groups email openid", "email email_verified groups name preferred_username")]
    public async Task Both_tokens_say_the_same_of_the_person(string scope, string claims)
    {
        var tokens = await IssueAsync(Of(scope));

        Assert.Equal(["at_hash", .. ScopeList.Parse(claims)], Names(tokens.AccessToken!)[6..]);
        Assert.Equal(Names(tokens.AccessToken!), Names(tokens.IdToken!));
    }

    // The table of protocol 6.2: what came with the ID token is what it vouches for.
    [Theory]
    [InlineData("code redeemed", true, true, "at_hash c_hash")]
    [InlineData("id_token", false, false, "")]
    [InlineData("id_token token", true, false, "at_hash")]
    [InlineData("code id_token", false, true, "c_hash")]
    [InlineData("code id_token token", true, true, "at_hash c_hash")]
    public async Task The_hashes_follow_what_accompanies_the_id_token(string flow, bool accessToken, bool code, string hashes)
    {
        var tokens = await IssueAsync(Of("openid") with { AccessToken = accessToken, Code = code ? "the-code" : "" });

        Assert.Equal(ScopeList.Parse(hashes), Names(tokens.IdToken!).Where(name => name.EndsWith("_hash", StringComparison.Ordinal)));
        Assert.True(accessToken == tokens.AccessToken is not null, flow);
    }

    [Fact]
    public async Task An_access_token_is_never_bound_to_a_code_and_its_at_hash_means_nothing()
    {
        var first = await IssueAsync(Of("openid") with { Code = "the-code", IdToken = false });
        var second = await IssueAsync(Of("openid") with { Code = "the-code", IdToken = false });

        Assert.Null(first.IdToken);
        Assert.DoesNotContain("c_hash", Names(first.AccessToken!));
        Assert.NotEqual(Claim(first.AccessToken!, "at_hash"), Claim(second.AccessToken!, "at_hash"));
    }

    // Appendix B.5.
    [Theory]
    [InlineData("RS256", "Z1P3Ll-e0JrOBqzfbrTXjQ")]
    [InlineData("ES384", "jpT-8w6THT9RB8fvt2C7xET5X0764Y3l")]
    [InlineData("EdDSA", "07t9U0Srq3O5OK7tQpCPmEj7dEM9Z3vDfYYjdnymPYg")]
    public async Task The_hashes_are_the_specifications_vectors_by_the_signers_algorithm(string algorithm, string hash)
    {
        var tokens = await IssueAsync(
            Of("openid") with { Code = "example-access-token" }, new FixedTokenSigner(algorithm, "example-access-token"));

        Assert.Equal((hash, hash), (Claim(tokens.IdToken!, "at_hash"), Claim(tokens.IdToken!, "c_hash")));
    }

    [Theory]
    [InlineData("openid", "\"app\"", null)]
    [InlineData("openid " + Audience + "app", "\"app\"", null)]
    [InlineData("openid " + Audience + "api", "[\"api\",\"app\"]", "app")]
    [InlineData(Audience + "store openid " + Audience + "api", "[\"store\",\"api\",\"app\"]", "app")]
    [InlineData(Audience + "app openid " + Audience + "api", "[\"app\",\"api\"]", "app")]
    public async Task The_audience_is_the_peers_and_the_client_which_is_named_when_there_are_several(string scope, string audience, string? party)
    {
        var tokens = await IssueAsync(Of(scope));

        Assert.All([tokens.AccessToken!, tokens.IdToken!], token =>
        {
            using var claims = JsonDocument.Parse(token);
            Assert.Equal(audience, claims.RootElement.GetProperty("aud").GetRawText());
            Assert.Equal(party, claims.RootElement.TryGetProperty("azp", out var azp) ? azp.GetString() : null);
        });
    }

    [Theory]
    [InlineData(Audience + "vault")]
    [InlineData(Audience + "gone")]
    [InlineData(Audience + "api " + Audience + "vault")]
    public async Task Trust_that_was_withdrawn_since_the_request_makes_signing_fail(string scope)
    {
        var refusal = (await Issuer().IssueAsync(Of($"openid {scope}"), Xunit.TestContext.Current.CancellationToken)).Error;

        Assert.Equal(("audience.trust_withdrawn", "server_error", 500), (refusal?.Rule.Id, refusal?.Code, refusal?.Rule.Status));
    }

    [Fact]
    public async Task A_peer_that_takes_its_trust_back_is_asked_at_the_signing()
    {
        await IssueAsync(Of($"openid {Audience}api"));
        _clients.Put(_clients["api"] with { TrustedPeers = ["another"] });

        var issued = await Issuer().IssueAsync(Of($"openid {Audience}api"), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("audience.trust_withdrawn", issued.Error?.Rule.Id);
    }

    [Fact]
    public async Task A_client_may_have_a_lifetime_of_its_own()
    {
        var tokens = await IssueAsync(Of("openid", GivenFlow.App() with { TokenLifetime = TimeSpan.FromMinutes(5) }));

        Assert.Equal(TimeSpan.FromMinutes(5), tokens.Lifetime);
        Assert.All([tokens.AccessToken!, tokens.IdToken!], token => Assert.Equal($"{Given.Now.AddMinutes(5).ToUnixTimeSeconds()}", Claim(token, "exp")));
    }

    [Fact]
    public async Task Without_one_the_servers_lifetime_counts()
    {
        var file = Given.File() with { Lifetimes = new Lifetimes { IdTokens = TimeSpan.FromHours(2) } };

        Assert.Equal(TimeSpan.FromHours(2), (await IssueAsync(Of("openid"), file: file)).Lifetime);
    }

    [Fact]
    public async Task The_time_of_the_sign_in_is_whole_seconds_and_not_the_time_of_issue()
    {
        var tokens = await IssueAsync(Of("openid") with { AuthTime = Given.Now.AddMinutes(-10).AddMilliseconds(999) });

        Assert.Equal(("1767225000", "1767225600"), (Claim(tokens.IdToken!, "auth_time"), Claim(tokens.IdToken!, "iat")));
        Assert.Equal("1767225000", Claim(tokens.AccessToken!, "auth_time"));
    }

    [Theory]
    [InlineData("nbf")]
    [InlineData("acr")]
    [InlineData("amr")]
    [InlineData("scope")]
    [InlineData("client_id")]
    [InlineData("locale")]
    [InlineData("events")]
    [InlineData("sid")]
    [InlineData("picture")]
    [InlineData("given_name")]
    [InlineData("updated_at")]
    public async Task These_are_never_issued(string claim)
    {
        var client = GivenFlow.App() with
        {
            MachineClaims = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(claim, "\"x\""),
            MachineGroups = ["machines"],
        };

        var tokens = await IssueAsync(Of(Everything, client) with { Nonce = "n", AuthTime = Given.Now, Code = "c" });

        Assert.All([tokens.AccessToken!, tokens.IdToken!], token => Assert.DoesNotContain(claim, Names(token)));
        Assert.DoesNotContain("machines", tokens.IdToken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_have_ids_of_their_own()
    {
        var tokens = await IssueAsync(Of("openid"));

        Assert.NotEqual(Claim(tokens.AccessToken!, "jti"), Claim(tokens.IdToken!, "jti"));
        Assert.All([tokens.AccessToken!, tokens.IdToken!], token => Assert.True(Guid.TryParseExact(Claim(token, "jti"), "D", out var id) && id.Version == 4));
    }

    [Fact]
    public void Reserved_tokens_have_ids_of_their_own_and_last_a_little_longer_than_what_is_signed_later()
    {
        var reserved = Issuer().Reserve(GivenFlow.App() with { TokenLifetime = TimeSpan.FromMinutes(5) });

        Assert.NotEqual(reserved.AccessToken.Id, reserved.IdToken.Id);
        Assert.All([reserved.AccessToken, reserved.IdToken], token => Assert.Equal(Given.Now.AddMinutes(6), token.ExpiresAt));
    }

    [Fact]
    public async Task A_key_that_cannot_sign_is_a_refusal_with_its_rule() => Assert.Equal(
        "server.signing_failed",
        (await Issuer(new PlainSigner { IsBroken = true }).IssueAsync(Of("openid"), Xunit.TestContext.Current.CancellationToken)).Error?.Rule.Id);

    private static PersonIssuance Of(string scope, Client? client = null) =>
        new(client ?? GivenFlow.App(), GivenFlow.Jane, "up", ScopeList.Parse(scope));

    private async Task<PersonTokens> IssueAsync(PersonIssuance issuance, ISigner? signer = null, FileSettings? file = null) =>
        (await Issuer(signer, file).IssueAsync(issuance, Xunit.TestContext.Current.CancellationToken)).Value!;

    private PersonTokenIssuer Issuer(ISigner? signer = null, FileSettings? file = null) =>
        new(new MemorySettings(Given.Policy(file)), signer ?? new PlainSigner(), _clients, _clock);

    private static List<string> Names(string token)
    {
        using var claims = JsonDocument.Parse(token);
        return [.. claims.RootElement.EnumerateObject().Select(claim => claim.Name)];
    }

    private static string Claim(string token, string name)
    {
        using var claims = JsonDocument.Parse(token);
        return claims.RootElement.GetProperty(name).ToString();
    }

    /// <summary>Makes of the first claims it gets a token that the test knows, and of the others what they say.</summary>
    private sealed class FixedTokenSigner(string algorithm, string first) : ISigner
    {
        private bool _isUsed;

        public string Algorithm => algorithm;

        public string Sign(TokenClaims claims)
        {
            var token = _isUsed ? JsonSerializer.Serialize(claims.Values) : first;
            _isUsed = true;
            return token;
        }
    }
}
