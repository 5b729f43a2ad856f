using Dex.Domain.Authorization;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class AuthorizationParametersTests
{
    [Fact]
    public void The_body_goes_before_the_query() => Assert.Equal("body", Of("state=body", "state=query")["state"]);

    [Fact]
    public void An_empty_value_of_the_body_hides_the_one_of_the_query() => Assert.Equal("", Of("state=", "state=query")["state"]);

    [Fact]
    public void Of_a_repeated_parameter_the_first_counts() => Assert.Equal("1", Of("", "state=1&nonce=n&state=2")["state"]);

    [Fact]
    public void What_is_absent_is_empty() => Assert.Equal("", Of("", "state=1")["nonce"]);

    [Fact]
    public void Names_are_compared_with_their_case() => Assert.Equal("", Of("", "State=1")["state"]);

    [Fact]
    public void The_query_holds_everything_sorted_by_name_with_repetitions_in_their_order() =>
        Assert.Equal("a=1&b=body&b=x+y%26&b=z&state=%C3%A9", Of("b=body", "state=%C3%A9&b=x+y%26&a=1&b=z").ToQuery());

    [Fact]
    public void A_parameter_is_taken_out_wherever_it_stood() =>
        Assert.Equal("a=1&connector_ids=3", Of("connector_id=1&a=1", "connector_id=2&connector_ids=3").Without("connector_id").ToQuery());

    [Fact]
    public void The_words_of_the_response_type_are_split_at_any_blank_and_kept_as_sent() =>
        Assert.Equal(["token", "code", "token"], Of("", "response_type=+token%09code%C2%A0+token").ResponseTypes);

    [Theory]
    [InlineData("code", false)]
    [InlineData("", false)]
    [InlineData("tokens", false)]
    [InlineData("TOKEN", false)]
    [InlineData("code token", true)]
    [InlineData("magic id_token", true)]
    public void Tokens_are_asked_for_by_word_supported_or_not(string responseType, bool asks) =>
        Assert.Equal(asks, GivenFlow.Parameters(("response_type", responseType)).AsksForTokens);

    private static AuthorizationParameters Of(string body, string query) =>
        new(body.Length == 0 ? FormParameters.Empty : GivenFlow.Form(body), GivenFlow.Form(query));
}
