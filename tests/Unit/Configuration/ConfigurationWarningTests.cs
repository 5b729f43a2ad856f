using Dex.Infrastructure.Configuration;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>What is told and stops nothing.</summary>
public sealed class ConfigurationWarningTests
{
    private const string Strong = "0123456789abcdef0123456789ABCDEF";

    public static TheoryData<string, string, string> Warnings => new()
    {
        { "issuer: http://dex.example.com", "issuer", "unencrypted" },
        { "oauth2: {grantTypes: [authorization_code, implicit]}", "oauth2.grantTypes[1]", "no response type contains token" },
        { "oauth2: {grantTypes: [authorization_code, password]}", "oauth2.grantTypes[1]", "passwordConnector" },
        { "oauth2: {passwordConnector: ldap}", "oauth2.passwordConnector", "\"ldap\"" },
        { "expiry: {idTokens: -1h}", "expiry.idTokens", "24h0m0s is used" },
        { "expiry: {deviceRequests: -1m}", "expiry.deviceRequests", "5m0s is used" },
        { "expiry: {refreshTokens: {reuseInterval: -1s}}", "expiry.refreshTokens.reuseInterval", "passed over" },
        { "expiry: {refreshTokens: {validIfNotUsedFor: -1s}}", "expiry.refreshTokens.validIfNotUsedFor", "passed over" },
        { "expiry: {refreshTokens: {absoluteLifetime: -1s}}", "expiry.refreshTokens.absoluteLifetime", "passed over" },
        { "signer: {type: local, config: {keysRotationPeriod: 0s}}", "signer.config.keysRotationPeriod", "6h0m0s is used" },
        { "expiry: {signingKeys: 3h}", "expiry.signingKeys", "keysRotationPeriod: 3h0m0s" },
        { "web: {http: ':80', clientRemoteIP: {header: X-Forwarded-For}}", "web.clientRemoteIP.header", "trustedProxies" },
        { "web: {http: ':80', allowedOrigins: ['https://a.example.com/']}", "web.allowedOrigins[0]", "without a path" },
        { "connectors: [{id: a, name: A, type: mockCallback}, {id: a, name: B, type: mockCallback}]", "connectors[1].id", "last entry counts" },
        { $"staticClients: [{{id: a, name: A, secret: {Strong}}}, {{id: a, name: B, secret: {Strong}}}]", "staticClients[1].id", "last entry counts" },
        { "staticClients: [{id: a, name: A, secret: short}]", "staticClients[0].secret", "guessed" },
        { $"staticClients: [{{idEnv: NOPE, name: A, secret: {Strong}}}]", "staticClients[0].idEnv", "left out" },
        { "staticClients: [{id: a, name: A, secretEnv: NOPE}]", "staticClients[0].secretEnv", "nobody gets in" },
        { $"enablePasswordDB: true\nstaticPasswords: [{{email: a@b.c, hash: {Cost("09")}}}]", "staticPasswords[0].hash", "cost 9" },
        { $"enablePasswordDB: true\nstaticPasswords: [{{hash: {Cost("10")}}}]", "staticPasswords[0].email", "nobody" },
        { $"enablePasswordDB: true\nstaticPasswords: [{{email: A@b.c, hash: {Cost("10")}}}, {{email: a@B.c, hash: {Cost("10")}}}]", "staticPasswords[1].email", "last entry counts" },
        { "console: {administrators: [{connector: ldap, group: admins}]}", "console.administrators[0].connector", "\"ldap\"" },
        { "console: {administrators: [admin@example.com]}", "console.administrators[0]", "enablePasswordDB" },
        { "storage: {type: memory, encryptionKey: short}", "storage.encryptionKey", "32" },
        { "frobnicate: 1", "frobnicate", "unknown here" },
        { "oauth2: {grantType: [password]}", "oauth2.grantType", "grantTypes, responseTypes" },
        { "staticClients: [{id: a, name: A, public: true, redirectURI: x}]", "staticClients[0].redirectURI", "unknown here" },
        { "storage: {type: memory, config: {file: x}}", "storage.config.file", "unknown here" },
    };

    [Theory]
    [MemberData(nameof(Warnings))]
    public void A_warning_names_its_key_and_stops_nothing(string lines, string path, string told)
    {
        var reading = Yaml.With(lines);

        Assert.True(reading.IsValid, reading.FaultText);
        var warning = Assert.Single(reading.Warnings, warning => warning.Path == path);
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_file_has_no_warnings() => Assert.Empty(Yaml.Read(Yaml.Least).Warnings);

    [Fact]
    public void Keys_without_effect_are_named_in_one_warning()
    {
        var reading = Yaml.With(
            """
            web: {http: ":80", https: ":443", tlsCert: a, tlsKey: b, tlsMinVersion: 1.2}
            telemetry: {http: ":5558"}
            grpc: {addr: ":5557"}
            sessions: {absoluteLifetime: 24h, cookieEncryptionKey: x}
            mfa: {authenticators: [{id: totp, type: TOTP, config: {issuer: dex}}]}
            expiry: {authRequests: 1h, deviceRequests: 5m, refreshTokens: {disableRotation: true}}
            """);

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal(
            "Understood, and without effect in this version: web.https, web.tlsCert, web.tlsKey, web.tlsMinVersion, telemetry, grpc, "
            + "sessions, mfa.",
            Assert.Single(reading.Warnings).Message);
    }

    [Fact]
    public void Flags_for_listeners_without_effect_are_named_too()
    {
        var reading = new ConfigurationReader(Yaml.Environment()).ReadText(
            Yaml.Least, "config.yaml", new ListenAddresses(Telemetry: ":5558", Grpc: ":5557"));

        Assert.Contains("--telemetry-addr, --grpc-addr", Assert.Single(reading.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DEX_SESSIONS_ENABLED")]
    [InlineData("DEX_API_CONNECTORS_CRUD")]
    [InlineData("DEX_API_SESSIONS_IDENTITIES_CRUD")]
    [InlineData("DEX_ENT_ENABLED")]
    public void Switching_on_what_is_not_served_is_warned_about(string variable)
    {
        Assert.Equal(variable, Assert.Single(Yaml.With("", (variable, "true")).Warnings).Path);
        Assert.Empty(Yaml.With("", (variable, "false")).Warnings);
    }

    [Theory]
    [InlineData("frobnicate: 1", "frobnicate")]
    [InlineData("web: {http: ':80', htps: ':443'}", "web.htps")]
    [InlineData("staticClients: [{id: a, name: A, public: true, redirectURI: x}]", "staticClients[0].redirectURI")]
    [InlineData("storage: {type: memory, config: {file: x}}", "storage.config.file")]
    public void With_the_flag_on_an_unknown_key_is_a_fault(string lines, string path) =>
        Assert.Equal(path, Yaml.With(lines, ("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", "true")).OnlyFault().Path);

    [Fact]
    public void The_signer_section_is_never_strict()
    {
        var reading = Yaml.With(
            "signer: {type: local, extra: 1, config: {keysRotationPeriod: 6h, other: 2}}",
            ("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", "true"));

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal(["signer.config.other", "signer.extra"], reading.Warnings.Select(warning => warning.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_storage_key_of_the_environment_goes_before_that_of_the_file()
    {
        var reading = Yaml.With($"storage: {{type: memory, encryptionKey: {Strong}}}", ("DEX_STORAGE_ENCRYPTION_KEY", "x"));

        Assert.Equal("storage.encryptionKey", Assert.Single(reading.Warnings).Path);
    }

    private static string Cost(string cost) => $"$2b${cost}$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m";
}
