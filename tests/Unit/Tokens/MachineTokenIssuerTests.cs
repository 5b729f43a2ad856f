using System.Collections.Immutable;
using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Tokens;

public sealed class MachineTokenIssuerTests
{
    private static readonly Client Example = Given.Client("example-app") with { Name = "Example App", MachineGroups = ["ops", "batch"] };

    [Fact]
    public void The_id_token_is_the_specifications_example()
    {
        var token = Issue(Example, ["openid", "profile"], nonce: "n1");

        using var claims = JsonDocument.Parse(token.IdToken!);
        var expected = new (string, string)[]
        {
            ("iss", "\"https://id.example.com/dex\""), ("sub", "\"CgtleGFtcGxlLWFwcA\""), ("aud", "\"example-app\""), ("exp", "1767312000"), ("iat", "1767225600"),
            ("jti", claims.RootElement.GetProperty("jti").GetRawText()), ("nonce", "\"n1\""),
            ("at_hash", $"\"{TokenHash.Of("RS256", token.AccessToken)}\""), ("name", "\"Example App\""), ("preferred_username", "\"Example App\""),
        };
        Assert.Equal(expected, claims.RootElement.EnumerateObject().Select(claim => (claim.Name, claim.Value.GetRawText())));
    }

    [Fact]
    public void Every_claim_there_can_be_stands_in_its_place()
    {
        var client = Example with { MachineClaims = ImmutableSortedDictionary<string, string>.Empty.Add("tenant", "\"north\"").Add("level", "3") };

        var token = Issue(client, ["openid", "profile", "groups", "email", "audience:server:client_id:api"], nonce: "n1");

        Assert.Equal(
            ["iss", "sub", "aud", "exp", "iat", "jti", "azp", "nonce", "at_hash", "groups", "name", "preferred_username", "level", "tenant"],
            Names(token.AccessToken));
    }

    [Fact]
    public void Names_need_the_scope_profile() => Assert.DoesNotContain("name", Names(Issue(Example, ["openid", "groups"]).AccessToken));

    [Fact]
    public void Groups_need_their_scope() => Assert.DoesNotContain("groups", Names(Issue(Example, ["openid", "profile"]).AccessToken));

    [Fact]
    public void The_scope_groups_adds_nothing_for_a_client_without_groups() =>
        Assert.DoesNotContain("groups", Names(Issue(Example with { MachineGroups = [] }, ["groups"]).AccessToken));

    [Fact]
    public void The_scope_email_adds_neither_an_address_nor_its_verification()
    {
        var names = Names(Issue(Example, ["email"]).AccessToken);

        Assert.DoesNotContain("email", names);
        Assert.DoesNotContain("email_verified", names);
    }

    [Fact]
    public void An_id_token_needs_the_scope_openid() => Assert.Null(Issue(Example, ["profile"]).IdToken);

    [Fact]
    public void There_is_never_a_refresh_token() => Assert.Null(Issue(Example, ["openid"]).RefreshToken);

    [Fact]
    public void The_two_tokens_have_ids_of_their_own_and_the_access_tokens_at_hash_is_not_its_own()
    {
        var token = Issue(Example, ["openid"]);

        Assert.NotEqual(Claim(token.AccessToken, "jti"), Claim(token.IdToken!, "jti"));
        Assert.NotEqual(Claim(token.AccessToken, "at_hash"), Claim(token.IdToken!, "at_hash"));
        Assert.True(Guid.TryParse(Claim(token.AccessToken, "jti"), out var id) && id.Version == 4);
    }

    [Fact]
    public void A_client_may_have_a_lifetime_of_its_own()
    {
        var token = Issue(Example with { TokenLifetime = TimeSpan.FromMinutes(5) }, []);

        Assert.Equal(TimeSpan.FromMinutes(5), token.ExpiresIn);
        Assert.Equal(Given.Now.AddMinutes(5).ToUnixTimeSeconds(), long.Parse(Claim(token.AccessToken, "exp"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_reserved_name_among_the_static_claims_is_passed_over()
    {
        var forged = Example with { MachineClaims = ImmutableSortedDictionary<string, string>.Empty.Add("sub", "\"root\"").Add("scope", "\"admin\"") };

        var token = Issue(forged, []);

        Assert.Equal("CgtleGFtcGxlLWFwcA", Claim(token.AccessToken, "sub"));
        Assert.DoesNotContain("scope", Names(token.AccessToken));
    }

    [Fact]
    public void A_key_that_cannot_sign_is_a_refusal_with_its_rule()
    {
        var result = Issuer(new PlainSigner { IsBroken = true }).Issue(new MachineIssuance(Example, [], "", null));

        Assert.Equal(RefusalRules.ServerSigningFailed, result.Error?.Rule);
    }

    [Fact]
    public void A_trial_lives_one_minute_and_explains_every_claim()
    {
        var clock = new FakeTimeProvider(Given.Now);
        using var trial = new TrialSecrets(clock).Begin(Example.Id);

        var token = Issuer().Issue(new MachineIssuance(Example, ["openid", "email"], "", trial)).Value!;

        Assert.Equal(TimeSpan.FromMinutes(1), token.ExpiresIn);
        Assert.Equal(Names(token.AccessToken), trial.AccessToken.Decisions.Where(decision => decision.IsPresent).Select(decision => decision.Name));
        Assert.Equal(Names(token.IdToken!), trial.IdToken.Decisions.Where(decision => decision.IsPresent).Select(decision => decision.Name));
        Assert.Equal(
            [("azp", "claim.single_audience"), ("nonce", "claim.nonce_not_sent"), ("email", "claim.machines_have_no_email"),
                ("groups", "claim.groups_not_asked"), ("name", "claim.profile_not_asked"), ("preferred_username", "claim.profile_not_asked")],
            trial.AccessToken.Decisions.Where(decision => !decision.IsPresent).Select(decision => (decision.Name, decision.Reason.Id)));
        Assert.Equal(ClaimReasons.TrialLifetime, trial.AccessToken.Decisions.Single(decision => decision.Name == "exp").Reason);
    }

    private static TokenResponse Issue(Client client, string[] scopes, string nonce = "") =>
        Issuer().Issue(new MachineIssuance(client, scopes, nonce, null)).Value!;

    private static MachineTokenIssuer Issuer(PlainSigner? signer = null) =>
        new(new MemorySettings(Given.Policy()), signer ?? new PlainSigner(), new FakeTimeProvider(Given.Now));

    private static IEnumerable<string> Names(string token)
    {
        using var claims = JsonDocument.Parse(token);
        return [.. claims.RootElement.EnumerateObject().Select(claim => claim.Name)];
    }

    private static string Claim(string token, string name)
    {
        using var claims = JsonDocument.Parse(token);
        return claims.RootElement.GetProperty(name).ToString();
    }
}
