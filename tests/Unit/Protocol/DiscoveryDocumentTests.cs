using System.Text;
using System.Text.Json;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

public sealed class DiscoveryDocumentTests
{
    [Fact]
    public void With_every_grant_built_the_members_stand_in_dexs_order()
    {
        var document = DiscoveryDocument.Of(Given.Policy(), "RS256");

        Assert.Equal(
            [
                "issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "device_authorization_endpoint",
                "introspection_endpoint", "revocation_endpoint", "grant_types_supported", "response_types_supported", "subject_types_supported",
                "id_token_signing_alg_values_supported", "response_modes_supported", "code_challenge_methods_supported", "scopes_supported",
                "token_endpoint_auth_methods_supported", "claims_supported", "request_uri_parameter_supported",
                "authorization_response_iss_parameter_supported",
            ],
            document.Members.Select(member => member.Name));
    }

    [Fact]
    public void Grants_are_listed_in_byte_order_so_that_urns_come_last()
    {
        var document = DiscoveryDocument.Of(Given.Policy(environment: ("DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT", "true")), "RS256");

        Assert.Equal(
            [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials, GrantTypes.RefreshToken, GrantTypes.DeviceCode, GrantTypes.TokenExchange],
            Strings(document, "grant_types_supported"));
    }

    [Fact]
    public void A_server_of_machines_alone_names_no_browser_endpoint_and_no_response_type()
    {
        var document = DiscoveryDocument.Of(Given.Policy(Given.File(grantTypes: GrantTypes.ClientCredentials), built: [GrantTypes.ClientCredentials]), "RS256");

        Assert.DoesNotContain(document.Members, member => member.Name is "authorization_endpoint" or "device_authorization_endpoint" or "code_challenge_methods_supported");
        Assert.Empty(Strings(document, "response_types_supported"));
        Assert.Equal([GrantTypes.ClientCredentials], Strings(document, "grant_types_supported"));
        Assert.DoesNotContain("offline_access", Strings(document, "scopes_supported"));
        Assert.DoesNotContain("email", Strings(document, "claims_supported"));
    }

    [Fact]
    public void With_nothing_served_the_grant_list_is_empty_and_still_a_list()
    {
        var document = DiscoveryDocument.Of(Given.Policy(built: [GrantTypes.ClientCredentials]), "RS256");

        Assert.Empty(Strings(document, "grant_types_supported"));
        Assert.Contains("\"grant_types_supported\": []", Text(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Locale_is_not_advertised_because_it_is_never_issued() =>
        Assert.DoesNotContain("locale", Strings(DiscoveryDocument.Of(Given.Policy(), "RS256"), "claims_supported"));

    [Fact]
    public void Request_uri_is_denied_because_its_absence_would_mean_support() =>
        Assert.False((bool)Member(DiscoveryDocument.Of(Given.Policy(), "RS256"), "request_uri_parameter_supported").Value);

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public void The_signing_algorithm_is_the_keys(string algorithm) =>
        Assert.Equal([algorithm], Strings(DiscoveryDocument.Of(Given.Policy(), algorithm), "id_token_signing_alg_values_supported"));

    [Fact]
    public void An_issuer_with_a_trailing_slash_stays_as_written_and_gives_single_slashes()
    {
        var document = DiscoveryDocument.Of(Given.Policy(Given.File("https://id.example.com/dex/")), "RS256");

        Assert.Equal("https://id.example.com/dex/", Member(document, "issuer").Value);
        Assert.Equal("https://id.example.com/dex/token", Member(document, "token_endpoint").Value);
    }

    [Fact]
    public void Each_member_names_the_setting_that_produced_it()
    {
        var file = DiscoveryDocument.Of(Given.Policy(Given.File(grantTypes: GrantTypes.AuthorizationCode)), "RS256");
        var console = DiscoveryDocument.Of(Given.Policy(console: Given.ConsoleGrants(GrantTypes.AuthorizationCode)), "RS256");

        Assert.Equal((SettingSource.File, "oauth2.grantTypes"), Tie(file));
        Assert.Equal(SettingSource.Console, Tie(console).Source);
        Assert.Null(Member(file, "subject_types_supported").Source);

        static (SettingSource? Source, string Key) Tie(DiscoveryDocument document) =>
            (Member(document, "grant_types_supported").Source, Member(document, "grant_types_supported").Key);
    }

    [Fact]
    public void The_body_is_indented_json_with_the_members_values()
    {
        var document = DiscoveryDocument.Of(Given.Policy(), "RS256");

        using var json = JsonDocument.Parse(document.Json);
        Assert.Equal(document.Members.Select(member => member.Name), json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.StartsWith("{\n  \"issuer\": \"https://id.example.com/dex\",\n", Text(document), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_settings_give_the_same_bytes() =>
        Assert.Equal(Text(DiscoveryDocument.Of(Given.Policy(), "RS256")), Text(DiscoveryDocument.Of(Given.Policy(), "RS256")));

    private static DiscoveryMember Member(DiscoveryDocument document, string name) => document.Members.Single(member => member.Name == name);

    private static IEnumerable<string> Strings(DiscoveryDocument document, string name) => (IEnumerable<string>)Member(document, name).Value;

    private static string Text(DiscoveryDocument document) => Encoding.UTF8.GetString(document.Json.Span);
}
