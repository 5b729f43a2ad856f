using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class ResponseTypeGateTests
{
    private static readonly Client Console = ConsoleClient.At("/console");

    // F-7: entries, request, the rule that refuses; empty when none does.
    [Theory]
    [InlineData("code", "code", "")]
    [InlineData("code", "code code", "")]
    [InlineData("code", "token", "response_type.disabled_by_server")]
    [InlineData("code", "id_token", "response_type.disabled_by_server")]
    [InlineData("code", "code id_token", "response_type.disabled_by_server")]
    [InlineData("code|id_token", "id_token", "")]
    [InlineData("code|id_token", "code id_token", "")]
    [InlineData("code|id_token", "id_token code", "")]
    [InlineData("code|id_token", "code token", "response_type.disabled_by_server")]
    [InlineData("code|token|id_token", "code id_token token", "")]
    [InlineData("code|token|id_token", "token id_token", "")]
    [InlineData("code|token|id_token", "token code", "")]
    [InlineData("code token", "code token", "")]
    [InlineData("code token", "token code", "")]
    [InlineData("code token", "code", "response_type.disabled_by_server")]
    [InlineData("code token", "token", "response_type.disabled_by_server")]
    [InlineData("code token", "code id_token token", "response_type.disabled_by_server")]
    [InlineData("code|id_token token", "id_token token", "")]
    [InlineData("code|id_token token", "id_token", "response_type.disabled_by_server")]
    [InlineData("code|id_token token", "code id_token", "response_type.disabled_by_server")]
    [InlineData("code|id_token token", "code id_token token", "response_type.disabled_by_server")]
    [InlineData("code id_token token", "token id_token code", "")]
    [InlineData("code id_token token", "code token", "response_type.disabled_by_server")]
    public void A_request_passes_when_its_words_are_an_entry_or_each_is_one(string entries, string words, string rule) =>
        Assert.Equal(rule, Refuse(words, FlowBench.Serving(entries.Split('|')))?.Rule.Id ?? "");

    [Theory]
    [InlineData("magic", "response_type.unknown", "invalid_request")]
    [InlineData("Code", "response_type.unknown", "invalid_request")]
    [InlineData("none", "response_type.unknown", "invalid_request")]
    [InlineData("magic token", "response_type.unknown", "invalid_request")]
    [InlineData("token magic", "response_type.disabled_by_server", "unsupported_response_type")]
    [InlineData("code magic", "response_type.unknown", "invalid_request")]
    public void Words_are_judged_from_left_to_right_unknown_ones_and_those_that_are_off(string words, string rule, string code)
    {
        var refusal = Refuse(words, FlowBench.Serving("code"));

        Assert.Equal((rule, code), (refusal?.Rule.Id, refusal?.Code));
    }

    [Theory]
    [InlineData("", "response_type.missing")]
    [InlineData(" \t", "response_type.missing")]
    [InlineData("token", "response_type.token_alone")]
    [InlineData("token token", "response_type.token_alone")]
    public void No_word_and_a_token_alone_are_invalid_also_where_everything_is_served(string words, string rule)
    {
        var refusal = Refuse(words, FlowBench.Serving("code", "token", "id_token"));

        Assert.Equal((rule, "invalid_request"), (refusal?.Rule.Id, refusal?.Code));
    }

    [Theory]
    [InlineData("code", "authorization_code")]
    [InlineData("id_token", "implicit")]
    [InlineData("code id_token", "implicit")]
    public void A_grant_that_the_server_has_off_takes_its_words_along(string words, string off)
    {
        var file = FlowBench.Serving("code", "id_token", "id_token token") with { GrantTypes = [.. GrantTypes.Defaults.Where(grant => grant != off)] };

        var refusal = Refuse(words, file);

        Assert.Equal(("response_type.disabled_by_server", "unsupported_response_type"), (refusal?.Rule.Id, refusal?.Code));
    }

    [Fact]
    public void An_id_token_alone_needs_the_grant_implicit_and_no_response_type_with_token() =>
        Assert.Null(Refuse("id_token", FlowBench.Serving("code", "id_token")));

    [Fact]
    public void A_grant_that_this_build_lacks_is_off() => Assert.Equal(
        "response_type.disabled_by_server",
        ResponseTypeGate.WhyRefused(
            ["id_token"], GivenFlow.App(), Given.Policy(FlowBench.Serving("id_token"), built: [GrantTypes.AuthorizationCode]))?.Rule.Id);

    [Theory]
    [InlineData("code", "implicit", "authorization_code")]
    [InlineData("code", "client_credentials", "authorization_code")]
    [InlineData("code", "", "authorization_code")]
    [InlineData("id_token", "authorization_code", "implicit")]
    [InlineData("code id_token", "authorization_code", "implicit")]
    [InlineData("id_token code", "implicit", "authorization_code")]
    [InlineData("code id_token token", "refresh_token authorization_code", "implicit")]
    public void A_client_without_a_grant_that_the_answer_needs_is_not_authorized(string words, string allowed, string missing)
    {
        var client = GivenFlow.App() with { AllowedGrantTypes = [.. ScopeList.Parse(allowed)] };

        var refusal = Refuse(words, FlowBench.Serving("code", "token", "id_token"), client);

        Assert.Equal(
            ("response_type.disabled_by_client", "unauthorized_client", missing), (refusal?.Rule.Id, refusal?.Code, refusal?.GrantType));
    }

    [Fact]
    public void A_client_with_both_grants_gets_hybrid_answers()
    {
        var client = GivenFlow.App() with { AllowedGrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.Implicit] };

        Assert.Null(Refuse("code id_token", FlowBench.Serving("code", "id_token"), client));
    }

    [Theory]
    [InlineData("magic", "response_type.unknown")]
    [InlineData("token", "response_type.token_alone")]
    [InlineData("id_token token", "response_type.disabled_by_server")]
    public void What_the_server_says_goes_before_what_the_client_may(string words, string rule) => Assert.Equal(
        rule, Refuse(words, FlowBench.Serving("code", "token"), GivenFlow.App() with { AllowedGrantTypes = [] })?.Rule.Id);

    [Fact]
    public void The_console_gets_its_code_whatever_is_switched_off() => Assert.Null(ResponseTypeGate.WhyRefused(
        ["code"], Console, Given.Policy(FlowBench.Serving("id_token") with { GrantTypes = [GrantTypes.ClientCredentials] })));

    [Theory]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    public void The_console_gets_nothing_but_a_code(string words) => Assert.Equal(
        "response_type.disabled_by_server", Refuse(words, FlowBench.Serving("code", "id_token", "token"), Console)?.Rule.Id);

    [Theory]
    [InlineData("token id_token code", "code id_token token")]
    [InlineData("code code", "code")]
    [InlineData("id_token", "id_token")]
    public void Words_are_kept_once_and_in_one_order(string words, string kept) =>
        Assert.Equal(kept, string.Join(' ', ResponseTypeGate.InOrder(ScopeList.Parse(words))));

    private static OAuthError? Refuse(string words, FileSettings file, Client? client = null) =>
        ResponseTypeGate.WhyRefused(ScopeList.Parse(words), client ?? GivenFlow.App(), Given.Policy(file));
}
