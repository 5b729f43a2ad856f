using Dex.Domain.Claims;
using Xunit;

namespace Dex.Tests.Unit.Claims;

public sealed class AudienceTests
{
    private const string Prefix = "audience:server:client_id:";

    [Fact]
    public void Without_audience_scopes_the_token_is_for_the_client_itself() =>
        AssertAudience(["openid", "groups"], ["batch"], null);

    [Fact]
    public void Peers_come_in_the_order_of_their_scopes_and_the_client_itself_last() =>
        AssertAudience([Prefix + "b", "openid", Prefix + "a"], ["b", "a", "batch"], "batch");

    [Fact]
    public void A_client_that_names_itself_keeps_that_place() =>
        AssertAudience([Prefix + "batch", Prefix + "a"], ["batch", "a"], "batch");

    [Fact]
    public void A_client_that_names_itself_alone_has_no_authorized_party() => AssertAudience([Prefix + "batch"], ["batch"], null);

    [Fact]
    public void A_peer_that_is_named_twice_stands_once() => AssertAudience([Prefix + "a", Prefix + "a"], ["a", "batch"], "batch");

    [Fact]
    public void The_peer_is_taken_literally() => AssertAudience([Prefix + "a:b%20c"], ["a:b%20c", "batch"], "batch");

    private static void AssertAudience(string[] scopes, string[] expected, string? authorizedParty)
    {
        var audience = Audience.Of("batch", scopes);

        Assert.Equal(expected, audience.Values);
        Assert.Equal(authorizedParty, audience.AuthorizedParty);
    }
}
