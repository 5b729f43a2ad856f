using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Discovery;

public sealed class EndpointCatalogueTests
{
    [Fact]
    public void Every_endpoint_that_discovery_names_is_in_the_catalogue_and_served()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants([.. GrantTypes.All]));
        var named = DiscoveryDocument.Of(policy, "RS256").Members
            .Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "jwks_uri")
            .Select(member => (string)member.Value);

        var served = EndpointCatalogue.All.Where(endpoint => endpoint.IsServed(policy)).Select(endpoint => policy.Issuer.Endpoint(endpoint.Path));

        Assert.Empty(named.Except(served));
    }

    [Fact]
    public void A_grant_that_is_not_built_brings_no_endpoint()
    {
        var built = EndpointCatalogue.Built(new ServerCapabilities([GrantTypes.ClientCredentials])).Select(endpoint => endpoint.Path);

        Assert.Equal(["/.well-known/openid-configuration", "/keys", "/token", "/token/introspect", "/token/revoke", "/userinfo", "/healthz"], built);
    }

    [Fact]
    public void An_endpoint_closes_with_the_last_of_its_grants()
    {
        var open = Given.Policy(console: Given.ConsoleGrants(GrantTypes.DeviceCode));
        var shut = Given.Policy(console: Given.ConsoleGrants(GrantTypes.AuthorizationCode));

        Assert.True(EndpointCatalogue.DeviceAuthorization.IsServed(open));
        Assert.False(EndpointCatalogue.DeviceAuthorization.IsServed(shut));
        Assert.True(EndpointCatalogue.Token.IsServed(shut));
    }

    [Fact]
    public void The_line_of_a_device_is_a_whole_request() => Assert.Equal(
        "curl -u CLIENT_ID:$SECRET -d scope=openid \\\n  https://id.example.com/dex/device/code", EndpointCatalogue.DeviceAuthorization.Curl(Given.Policy()));

    [Fact]
    public void Devices_alone_are_reason_enough_for_the_authorization_endpoint() =>
        Assert.True(new ServerCapabilities([GrantTypes.DeviceCode]).HasAuthorizationEndpoint);

    [Fact]
    public void The_token_line_names_the_address_and_leaves_the_secret_to_the_shell()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials));

        Assert.Equal(
            "curl -u CLIENT_ID:$SECRET -d grant_type=client_credentials \\\n  https://id.example.com/dex/token", EndpointCatalogue.Token.Curl(policy));
    }
}
