using Dex.Domain.Authorization;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>How the answer travels, the good one and the bad one.</summary>
public sealed class ResponseModeTests
{
    private static readonly string[] Everything = ["code", "token", "id_token"];

    [Theory]
    [InlineData("code", null, ResponseMode.Query)]
    [InlineData("code", "", ResponseMode.Query)]
    [InlineData("code", "query", ResponseMode.Query)]
    [InlineData("code", "fragment", ResponseMode.Fragment)]
    [InlineData("code", "form_post", ResponseMode.FormPost)]
    [InlineData("id_token", null, ResponseMode.Fragment)]
    [InlineData("id_token token", "fragment", ResponseMode.Fragment)]
    [InlineData("code token", null, ResponseMode.Fragment)]
    [InlineData("code id_token", "form_post", ResponseMode.FormPost)]
    public async Task The_mode_is_the_one_that_was_asked_for_else_the_usual_one_of_the_answer(string responseType, string? asked, ResponseMode mode)
    {
        var bench = new FlowBench(FlowBench.Serving(Everything));

        var passed = await bench.ValidateAsync(("response_type", responseType), ("response_mode", asked), ("nonce", "n"));
        var failed = await bench.ValidateAsync(("response_type", responseType), ("response_mode", asked), ("nonce", "n"), ("prompt", "magic"));

        Assert.Equal(mode, passed.Request?.ResponseMode);
        Assert.Equal(new Delivery(GivenFlow.Callback, mode, "xyz"), passed.Delivery);
        failed.Failure.AssertTold("prompt.invalid", "invalid_request", mode);
    }

    // A token in a query ends up in logs.
    [Theory]
    [InlineData("id_token", "query")]
    [InlineData("code id_token", "query")]
    [InlineData("code token", "query")]
    [InlineData("id_token", "magic")]
    public async Task A_mode_that_cannot_be_is_told_by_the_usual_one(string responseType, string asked) =>
        (await new FlowBench(FlowBench.Serving(Everything)).ValidateAsync(("response_type", responseType), ("response_mode", asked), ("nonce", "n")))
            .Failure.AssertTold("response_mode.invalid", "invalid_request", ResponseMode.Fragment);

    [Fact]
    public async Task Errors_found_before_the_mode_is_judged_travel_by_it_already() =>
        (await new FlowBench().ValidateAsync(("scope", "email"), ("response_mode", "form_post")))
            .Failure.AssertTold("scope.openid_missing", "invalid_scope", ResponseMode.FormPost);

    [Theory]
    [InlineData("https://app.example/cb", true)]
    [InlineData("HTTP://app.example/cb", true)]
    [InlineData("com.example.app:/cb", false)]
    [InlineData("httpsx://app.example/cb", false)]
    [InlineData("urn:ietf:wg:oauth:2.0:oob", false)]
    [InlineData("/cb", false)]
    public async Task A_form_is_posted_to_web_addresses_only(string redirectUri, bool passes)
    {
        var bench = new FlowBench();
        bench.App = bench.App with { RedirectUris = [redirectUri] };

        var validation = await bench.ValidateAsync(("redirect_uri", redirectUri), ("response_mode", "form_post"));

        Assert.Equal(passes ? null : "response_mode.invalid", validation.Failure?.Error.Rule.Id);
    }

    [Fact]
    public async Task An_error_in_a_query_is_merged_into_the_registered_one()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { RedirectUris = ["https://app.example/cb?tenant=7&state=mine"] };

        var failure = (await bench.ValidateAsync(("redirect_uri", "https://app.example/cb?tenant=7&state=mine"), ("max_age", "x")))
            .Failure.AssertTold("max_age.invalid", "invalid_request");

        Assert.Equal(
            "https://app.example/cb?error=invalid_request&error_description=The+parameter+max_age+is+invalid."
            + "&iss=https%3A%2F%2Fid.example.com%2Fdex&state=xyz&tenant=7",
            failure.Response.Location);
    }

    [Fact]
    public async Task An_error_in_a_fragment_leaves_the_registered_query_alone()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { RedirectUris = ["https://app.example/cb?state=mine#old"] };

        var failure = (await bench.ValidateAsync(("redirect_uri", "https://app.example/cb?state=mine#old"), ("response_type", "token"), ("state", null)))
            .Failure.AssertTold("response_type.disabled_by_server", "unsupported_response_type", ResponseMode.Fragment);

        Assert.Equal(
            "https://app.example/cb?state=mine#error=unsupported_response_type&error_description=The+server+does+not+serve+this+response+type."
            + "&iss=https%3A%2F%2Fid.example.com%2Fdex&state=",
            failure.Response.Location);
    }
}
