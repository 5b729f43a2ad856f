using Dex.Domain.Authorization;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class AuthorizationResponseTests
{
    private const string Iss = "iss=https%3A%2F%2Fid.example.com%2Fdex";

    [Fact]
    public void A_code_is_merged_into_an_existing_query() => Assert.Equal(
        $"https://app.example/cb?a=1&code=the-code&{Iss}&state=xyz&z=2",
        Location("https://app.example/cb?z=2&a=1", ResponseMode.Query, ("code", "the-code")));

    [Fact]
    public void Members_of_the_answer_overwrite_equal_names_however_they_are_written() => Assert.Equal(
        $"https://app.example/cb?a=1&code=the-code&{Iss}&state=xyz",
        Location("https://app.example/cb?state=registered&a=1&c%6Fde=old&iss=https://evil.example&code", ResponseMode.Query, ("code", "the-code")));

    [Fact]
    public void A_name_that_this_answer_lacks_stays() => Assert.Equal(
        $"https://app.example/cb?code=registered&error=access_denied&{Iss}&state=xyz",
        Location("https://app.example/cb?code=registered", ResponseMode.Query, ("error", "access_denied")));

    [Fact]
    public void What_the_client_registered_stays_as_it_wrote_it() => Assert.Equal(
        $"https://app.example/cb?%zz=%&a=%7e+b&a=;&code=c&{Iss}&state=xyz",
        Location("https://app.example/cb?a=%7e+b&&a=;&%zz=%", ResponseMode.Query, ("code", "c")));

    [Fact]
    public void A_fragment_stays_behind_the_query() => Assert.Equal(
        $"https://app.example/cb?code=c&{Iss}&state=xyz#there?a=1", Location("https://app.example/cb#there?a=1", ResponseMode.Query, ("code", "c")));

    [Fact]
    public void A_fragment_of_ours_replaces_an_existing_one_and_leaves_the_query_alone() => Assert.Equal(
        $"https://app.example/cb?state=registered#id_token=t&{Iss}&state=xyz",
        Location("https://app.example/cb?state=registered#old#older", ResponseMode.Fragment, ("id_token", "t")));

    // F-23.
    [Theory]
    [InlineData(ResponseMode.Query, '?')]
    [InlineData(ResponseMode.Fragment, '#')]
    public void Values_are_encoded_once(ResponseMode mode, char separator) => Assert.Equal(
        $"{GivenFlow.Callback}{separator}error_description=100%25+of+%C3%A9%26%3D%2B%23&{Iss}&state=%2541+%2B",
        Of(GivenFlow.Callback, mode, "%41 +", ("error_description", "100% of é&=+#")).Location);

    [Fact]
    public void The_state_is_there_also_when_the_client_sent_none() => Assert.Equal(
        $"{GivenFlow.Callback}?code=c&{Iss}&state=", Of(GivenFlow.Callback, ResponseMode.Query, "", ("code", "c")).Location);

    [Theory]
    [InlineData(ResponseMode.Query)]
    [InlineData(ResponseMode.Fragment)]
    [InlineData(ResponseMode.FormPost)]
    public void Every_answer_names_the_issuer_and_the_state_sorted_among_its_members(ResponseMode mode) => Assert.Equal(
        [new("access_token", "t"), new("iss", "https://id.example.com/dex"), new("state", "xyz"), new("token_type", "bearer")],
        Of(GivenFlow.Callback, mode, "xyz", ("token_type", "bearer"), ("access_token", "t")).Members);

    [Fact]
    public void The_issuer_is_written_as_it_is_configured() => Assert.Equal(
        "https://ID.example.com/dex/",
        AuthorizationResponse.Of(new Delivery(GivenFlow.Callback, ResponseMode.Query, ""), new Issuer("https://ID.example.com/dex/")).Member("iss"));

    [Fact]
    public void An_error_without_a_description_has_none()
    {
        var failure = RedirectedFailure.Of(
            new Delivery(GivenFlow.Callback, ResponseMode.Query, "xyz"), new Issuer("https://id.example.com/dex"),
            new OAuthError(Dex.Domain.Refusals.AuthorizationRules.PromptInvalid));

        Assert.Equal(["error", "iss", "state"], failure.Response.Members.Select(member => member.Key));
    }

    [Fact]
    public void A_path_of_ours_is_answered_like_any_address() =>
        Assert.Equal($"/console/callback?code=c&{Iss}&state=xyz", Location("/console/callback", ResponseMode.Query, ("code", "c")));

    [Theory]
    [InlineData("https://app.example:8443/cb", "app.example")]
    [InlineData("http://127.0.0.1:5555/cb", "127.0.0.1")]
    [InlineData("com.example.app:/cb", "")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob", "")]
    [InlineData("/console/callback", "")]
    public void The_host_that_people_return_to_is_that_of_a_web_address(string redirectUri, string host) =>
        Assert.Equal(host, new Delivery(redirectUri, ResponseMode.Query, "").Host);

    private static string Location(string redirectUri, ResponseMode mode, params (string Name, string Value)[] members) =>
        Of(redirectUri, mode, "xyz", members).Location;

    private static AuthorizationResponse Of(string redirectUri, ResponseMode mode, string state, params (string Name, string Value)[] members) =>
        AuthorizationResponse.Of(new Delivery(redirectUri, mode, state), new Issuer("https://id.example.com/dex"), members);
}
