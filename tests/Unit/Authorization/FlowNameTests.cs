using Dex.Domain.Authorization;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class FlowNameTests
{
    private const string Device = "urn:ietf:params:oauth:grant-type:device_code";

    [Theory]
    [InlineData("code", "authorization_code")]
    [InlineData("", "authorization_code")]
    [InlineData("magic", "authorization_code")]
    [InlineData("tokens", "authorization_code")]
    [InlineData("token", "implicit")]
    [InlineData("id_token", "implicit")]
    [InlineData("code id_token", "implicit")]
    [InlineData("code\ttoken", "implicit")]
    [InlineData("magic token", "implicit")]
    public void A_request_with_a_token_in_its_answer_counts_as_implicit(string responseType, string flow) =>
        Assert.Equal(flow, FlowName.Of(GivenFlow.Parameters(("response_type", responseType))));

    [Theory]
    [InlineData("/device/callback")]
    [InlineData("/dex/device/callback")]
    [InlineData("https://app.example/device/callback")]
    public void The_devices_callback_goes_before_the_response_type(string redirectUri) =>
        Assert.Equal(Device, FlowName.Of(GivenFlow.Parameters(("redirect_uri", redirectUri), ("response_type", "id_token"))));

    [Theory]
    [InlineData("/device/callback/")]
    [InlineData("/device/CALLBACK")]
    [InlineData("https://app.example/cb?next=/device/callback&x")]
    public void Only_an_address_that_ends_in_it_is_the_devices(string redirectUri) =>
        Assert.Equal("authorization_code", FlowName.Of(GivenFlow.Parameters(("redirect_uri", redirectUri))));
}
