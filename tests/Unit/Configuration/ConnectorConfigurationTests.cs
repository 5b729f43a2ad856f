using Dex.Infrastructure.Configuration.Sections;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary><c>connectors[]</c>: which types are served, and what their <c>config</c> says.</summary>
public sealed class ConnectorConfigurationTests
{
    [Fact]
    public void A_config_is_read_by_its_type_after_expansion()
    {
        var connectors = Yaml.Valid(
            "connectors: [{id: m, name: M, type: mockCallback}, {id: p, name: P, type: mockPassword, config: {username: jane, password: $SECRET}}]",
            ("SECRET", "a\"b: {")).Connectors;

        Assert.IsType<MockCallbackSettings>(connectors[0].Settings);
        Assert.Equal(new MockPasswordSettings { Username = "jane", Password = "a\"b: {" }, connectors[1].Settings);
    }

    [Theory]
    [InlineData("{id: p, name: P, type: mockPassword}", "connectors[0].config.username", "write username")]
    [InlineData("{id: p, name: P, type: mockPassword, config: {username: jane}}", "connectors[0].config.password", "write password")]
    [InlineData("{id: p, name: P, type: mockPassword, config: [jane]}", "connectors[0].config", "a map")]
    [InlineData("{id: local, name: L, type: mockCallback}", "connectors[0].id", "password database")]
    [InlineData("{id: o, name: O, type: oidc, config: {clientID: a, redirectURI: b}}", "connectors[0].config.issuer", "write issuer")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'ftp://x', clientID: a, redirectURI: b}}", "connectors[0].config.issuer", "http")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'https://x', redirectURI: b}}", "connectors[0].config.clientID", "write clientID")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'https://x', clientID: a}}", "connectors[0].config.redirectURI", "/callback")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'https://x', clientID: a, redirectURI: b, hostedDomains: [x]}}", "connectors[0].config.hostedDomains", "google")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'https://x', clientID: a, redirectURI: b, pkceChallenge: s256}}", "connectors[0].config.pkceChallenge", "S256")]
    [InlineData("{id: o, name: O, type: oidc, config: {issuer: 'https://x', clientID: a, redirectURI: b, providerDiscoveryOverrides: {tokenURL: /t}}}", "connectors[0].config.providerDiscoveryOverrides.tokenURL", "http")]
    public void A_fault_is_told_with_its_path(string connector, string path, string told)
    {
        var reading = Yaml.With($"connectors:\n  - {connector}");

        var fault = Assert.Single(reading.Faults, fault => fault.Path == path);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Equal(5, fault.Line);
    }

    [Fact]
    public void Unknown_keys_of_a_config_are_named_and_refused_where_the_flag_says_so()
    {
        const string lines = "connectors: [{id: m, name: M, type: mockCallback, config: {color: red}}]";

        Assert.Equal("connectors[0].config.color", Assert.Single(Yaml.With(lines).Warnings).Path);
        Assert.Equal("connectors[0].config.color", Yaml.With(lines, ("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", "true")).OnlyFault().Path);
    }

    [Theory]
    [InlineData("redirectURI: 'http://127.0.0.1:5556/callback'", "connectors[0].config.redirectURI", "http://127.0.0.1:5556/dex/callback")]
    [InlineData("redirectURI: 'http://127.0.0.1:5556/dex/callback', allowedGroups: [a]", "connectors[0].config.allowedGroups", "insecureEnableGroups")]
    [InlineData(
        "redirectURI: 'http://127.0.0.1:5556/dex/callback', claimModifications: {filterGroupClaims: {groupsFilter: '(?=a)'}}",
        "connectors[0].config.claimModifications.filterGroupClaims.groupsFilter",
        "ignoring invalid")]
    public void What_will_not_work_as_meant_is_warned_about(string config, string path, string told)
    {
        var reading = Yaml.With($"connectors:\n  - {{id: o, name: O, type: oidc, config: {{issuer: 'https://x', clientID: a, {config}}}}}");

        Assert.True(reading.IsValid, reading.FaultText);
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal((path, 5), (warning.Path, warning.Line));
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connector_of_a_type_that_is_not_served_is_left_out_with_a_warning_that_says_what_is()
    {
        var reading = Yaml.With("connectors: [{id: a, name: A, type: ldap, config: {host: h, bindPW: hush}}]");

        Assert.True(reading.IsValid, reading.FaultText);
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal("connectors[0].type", warning.Path);
        Assert.Contains("ldap", warning.Message, StringComparison.Ordinal);
        Assert.Contains("mockCallback", warning.Message, StringComparison.Ordinal);
        Assert.Contains("enablePasswordDB", warning.Message, StringComparison.Ordinal);
        Assert.Null(reading.Configuration.Connectors[0].Settings);
    }

    [Fact]
    public void Such_a_connector_stops_the_start_where_failing_connectors_do() =>
        Assert.Equal(
            "connectors[0].type",
            Yaml.With("connectors: [{id: a, name: A, type: ldap}]", ("DEX_CONTINUE_ON_CONNECTOR_FAILURE", "false")).OnlyFault().Path);
}
