using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Claims;

/// <summary>Which scope releases which claim about a person (protocol 6.2).</summary>
public sealed class PersonClaimReleaseTests
{
    private const string Email = "\"email\":\"jane@example.com\",\"email_verified\":true";
    private const string Groups = "\"groups\":[\"staff\",\"authors\"]";
    private const string Names = "\"name\":\"Jane Doe\",\"preferred_username\":\"jane\"";
    private const string Origin = "\"federated_claims\":{\"connector_id\":\"up\",\"user_id\":\"jane-1\"}";

    [Theory]
    [InlineData("openid", "")]
    [InlineData("openid offline_access audience:server:client_id:api", "")]
    [InlineData("openid email", Email)]
    [InlineData("openid groups", Groups)]
    [InlineData("openid profile", Names)]
    [InlineData("openid federated:id", Origin)]
    [InlineData("openid profile email", Email + "," + Names)]
    [InlineData("federated:id groups email openid profile email", Email + "," + Groups + "," + Names + "," + Origin)]
    [InlineData("openid EMAIL Profile", "")]
    public void Each_scope_releases_its_claims_in_one_order(string scope, string claims) => Assert.Equal($"{{{claims}}}", Release(scope, GivenFlow.Jane));

    // F-33.
    [Fact]
    public void An_address_that_nobody_verified_says_so_and_without_an_address_nothing_is_said()
    {
        Assert.Equal("""{"email":"jane@example.com","email_verified":false}""", Release("openid email", GivenFlow.Jane with { EmailVerified = false }));
        Assert.Equal("{}", Release("openid email", GivenFlow.Jane with { Email = "" }));
    }

    [Fact]
    public void What_the_connector_does_not_know_is_left_out()
    {
        var nobody = new PersonClaims { UserId = "1" };

        Assert.Equal("{}", Release("openid email groups profile", nobody));
        Assert.Equal("""{"preferred_username":"jane"}""", Release("openid profile", nobody with { PreferredUsername = "jane" }));
        Assert.Equal("""{"name":"Jane"}""", Release("openid profile", nobody with { Username = "Jane" }));
    }

    [Fact]
    public void Groups_are_a_list_also_when_there_is_one_and_keep_their_order() => Assert.Equal(
        """{"groups":["z","a","z"]}""", Release("groups", GivenFlow.Jane with { Groups = ["z", "a", "z"] }));

    [Theory]
    [InlineData("", "jane-1", """{"federated_claims":{"user_id":"jane-1"}}""")]
    [InlineData("up", "", """{"federated_claims":{"connector_id":"up"}}""")]
    [InlineData("", "", """{"federated_claims":{}}""")]
    public void The_origin_leaves_out_what_is_empty(string connector, string userId, string claims) =>
        Assert.Equal(claims, Release("federated:id", GivenFlow.Jane with { UserId = userId }, connector));

    private static string Release(string scope, PersonClaims person, string connector = "up")
    {
        var claims = new TokenClaims(trace: null);
        PersonClaimRelease.Write(claims, new PersonIssuance(GivenFlow.App(), person, connector, ScopeList.Parse(scope)));
        return JsonSerializer.Serialize(claims.Values);
    }
}
