using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Grants;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>What the console says a grant needs must be what a request would meet.</summary>
public sealed class GrantOutlookTests
{
    private static readonly ConnectorDescription Directory = new("ldap", "ldap", "Directory");

    [Theory]
    [InlineData(GrantTypes.AuthorizationCode)]
    [InlineData(GrantTypes.RefreshToken)]
    [InlineData(GrantTypes.ClientCredentials)]
    [InlineData(GrantTypes.DeviceCode)]
    [InlineData(GrantTypes.TokenExchange)]
    public void A_web_application_with_everything_is_ready(string grant) => Assert.True(Of(grant, WebApp).IsReady);

    [Fact]
    public void A_grant_that_is_switched_off_leads_to_the_switch()
    {
        var outlook = GrantOutlook.Of(
            GrantTypes.DeviceCode, WebApp, Given.Policy(console: Given.ConsoleGrants(GrantTypes.AuthorizationCode)), [Directory], Given.Now);

        Assert.Equal(GrantRemedy.GrantTypes, Assert.Single(outlook.Needs, need => !need.IsMet).Remedy);
    }

    [Fact]
    public void Password_without_a_connector_leads_to_the_file() =>
        Assert.Contains(Of(GrantTypes.Password, WebApp).Needs, need => need is { IsMet: false, Remedy: GrantRemedy.File } && need.Text.Contains("passwordConnector", StringComparison.Ordinal));

    [Fact]
    public void A_confidential_client_needs_a_live_secret() =>
        Assert.Contains(Of(GrantTypes.DeviceCode, WebApp with { Secrets = [] }).Needs, need => need is { IsMet: false, Remedy: GrantRemedy.Credentials });

    [Fact]
    public void A_public_client_needs_no_secret_and_gets_no_machine_tokens()
    {
        var native = WebApp with { IsPublic = true, Secrets = [] };

        Assert.True(Of(GrantTypes.DeviceCode, native).IsReady);
        Assert.Contains(Of(GrantTypes.ClientCredentials, native).Needs, need => !need.IsMet);
    }

    [Fact]
    public void A_code_needs_a_redirect_uri_unless_the_client_is_public()
    {
        Assert.Contains(Of(GrantTypes.AuthorizationCode, WebApp with { RedirectUris = [] }).Needs, need => need is { IsMet: false, Remedy: GrantRemedy.Redirects });
        Assert.True(Of(GrantTypes.AuthorizationCode, WebApp with { RedirectUris = [], IsPublic = true, Secrets = [] }).IsReady);
    }

    [Fact]
    public void A_refresh_token_needs_a_grant_that_begins_it() =>
        Assert.Contains(
            Of(GrantTypes.RefreshToken, WebApp with { AllowedGrantTypes = [GrantTypes.RefreshToken, GrantTypes.ClientCredentials] }).Needs,
            need => need is { IsMet: false, Remedy: GrantRemedy.Grants });

    [Fact]
    public void Both_gates_before_a_connector_count()
    {
        Assert.Contains(Of(GrantTypes.TokenExchange, WebApp with { AllowedConnectors = ["other"] }).Needs, need => !need.IsMet);
        Assert.Contains(
            Of(GrantTypes.TokenExchange, WebApp, Directory with { GrantTypes = [GrantTypes.AuthorizationCode] }).Needs, need => !need.IsMet);
    }

    [Fact]
    public void Every_grant_says_what_it_opens() =>
        Assert.All(GrantTypes.All, grant => Assert.EndsWith(".", Of(grant, WebApp).Opens, StringComparison.Ordinal));

    private static Client WebApp { get; } = Given.Client("app", Given.Secret()) with { RedirectUris = ["https://app.example.com/callback"], AllowedGrantTypes = null };

    private static GrantOutlook Of(string grant, Client client, params ConnectorDescription[] connectors) => GrantOutlook.Of(
        grant, client, Given.Policy(console: Given.ConsoleGrants([.. GrantTypes.All])), connectors.Length > 0 ? connectors : [Directory], Given.Now);
}
