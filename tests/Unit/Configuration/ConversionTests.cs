using System.Text;
using Dex.Domain.Clients;
using Dex.Infrastructure.Configuration.Conversion;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>What the domain gets of a file.</summary>
public sealed class ConversionTests
{
    private const string Hash = "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m";

    [Fact]
    public void A_client_of_the_file_authenticates_with_its_secret_and_is_read_only()
    {
        using var verifier = new SecretVerifier();
        var client = Assert.Single(StaticClientConversion.ToClients(
            Yaml.Valid("staticClients: [{id: a, name: A, secretEnv: SECRET}]"), Yaml.Environment(("SECRET", "s3cret")), verifier));

        var match = verifier.Find(client, "s3cret", DateTimeOffset.UnixEpoch);

        Assert.True(client.IsReadOnly);
        Assert.Same(client.Secrets[0], match);
        Assert.True(match!.IsWeak);
        Assert.DoesNotContain("s3cret", client.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_fields_of_a_client_arrive()
    {
        using var verifier = new SecretVerifier();
        var client = Assert.Single(StaticClientConversion.ToClients(
            Yaml.Valid(
                """
                staticClients:
                  - idEnv: ID
                    name: Reports
                    public: true
                    logoURL: https://a.example.com/logo.png
                    redirectURIs: [https://a.example.com/callback]
                    postLogoutRedirectURIs: [https://a.example.com/bye]
                    backchannelLogoutURI: https://a.example.com/logout
                    refreshTokenLifetime: session
                    trustedPeers: [b]
                    allowedConnectors: [ldap]
                    mfaChain: [totp]
                    ssoSharedWith: ["*"]
                    clientCredentialsClaims: {groups: [g], extra: {team: data, level: 3, on: yes, tags: [a, 1.5, ~]}}
                    enabled: no
                    description: Nightly reports
                    allowedGrantTypes: [refresh_token, authorization_code]
                    pkceRequired: yes
                    lifetimes: {idTokens: 10m}
                """,
                ("ID", "reports")),
            Yaml.Environment(("ID", "reports")),
            verifier));

        Assert.Equal("reports", client.Id);
        Assert.Equal("Reports", client.Name);
        Assert.True(client.IsPublic);
        Assert.Equal("https://a.example.com/logo.png", client.LogoUrl);
        Assert.Equal(["https://a.example.com/callback"], client.RedirectUris);
        Assert.Equal(["https://a.example.com/bye"], client.PostLogoutRedirectUris);
        Assert.Equal("https://a.example.com/logout", client.BackchannelLogoutUri);
        Assert.Equal(RefreshTokenLifetime.Session, client.RefreshTokenLifetime);
        Assert.Equal(["b"], client.TrustedPeers);
        Assert.Equal(["ldap"], client.AllowedConnectors);
        Assert.Equal(["totp"], client.MfaChain!.Value);
        Assert.Equal(["*"], client.SsoSharedWith!.Value);
        Assert.Equal(["g"], client.MachineGroups);
        Assert.Equal("\"data\"", client.MachineClaims["team"]);
        Assert.Equal("3", client.MachineClaims["level"]);
        Assert.Equal("true", client.MachineClaims["on"]);
        Assert.Equal("[\"a\",1.5,null]", client.MachineClaims["tags"]);
        Assert.False(client.Enabled);
        Assert.Equal("Nightly reports", client.Description);
        Assert.Equal(["authorization_code", "refresh_token"], client.AllowedGrantTypes!.Value);
        Assert.True(client.PkceRequired);
        Assert.Equal(TimeSpan.FromMinutes(10), client.TokenLifetime);
        Assert.Empty(client.Secrets);
    }

    [Fact]
    public void A_client_without_its_id_variable_is_left_out_and_one_without_its_secret_variable_has_no_secret()
    {
        using var verifier = new SecretVerifier();
        var clients = StaticClientConversion.ToClients(
            Yaml.Valid("staticClients: [{idEnv: ID, name: A, secret: b}, {id: c, name: C, secretEnv: SECRET}]"), Yaml.Environment(), verifier);

        Assert.Equal("c", Assert.Single(clients).Id);
        Assert.Empty(clients[0].Secrets);
    }

    [Theory]
    [InlineData("secret: b", ClientKind.Machine)]
    [InlineData("secret: b, redirectURIs: ['https://a']", ClientKind.WebApp)]
    [InlineData("public: true", ClientKind.NativeApp)]
    [InlineData("public: true, redirectURIs: [/device/callback]", ClientKind.Device)]
    public void The_kind_follows_from_what_the_file_says(string fields, ClientKind kind)
    {
        using var verifier = new SecretVerifier();
        var clients = StaticClientConversion.ToClients(
            Yaml.Valid($"staticClients: [{{id: a, name: A, {fields}}}]"), Yaml.Environment(), verifier);

        Assert.Equal(kind, Assert.Single(clients).Kind);
    }

    [Fact]
    public void A_password_is_an_account_whose_stamp_follows_its_hash()
    {
        var base64 = Convert.ToBase64String(Encoding.ASCII.GetBytes(Hash));
        var users = StaticUserConversion.ToUsers(
            Yaml.Valid(
                $"""
                enablePasswordDB: true
                staticPasswords:
                  - {Entry("Admin@Example.com", base64, ", username: admin, userID: u1, groups: [g], emailVerified: false")}
                  - {Entry("b@example.com", Hash, ", username: b, name: Bea")}
                  - {Entry("B@example.com", Hash, ", username: later")}
                """),
            Yaml.Environment());

        Assert.Equal(["admin@example.com", "b@example.com"], users.Select(user => user.Email));
        Assert.Equal(Hash, users[0].PasswordHash);
        Assert.Equal("admin", users[0].Name);
        Assert.False(users[0].EmailVerified);
        Assert.True(users[1].EmailVerified);
        Assert.Equal("later", users[1].Name);
        Assert.True(users[0].IsFromFile);
        Assert.Equal(users[0].SecurityStamp, users[1].SecurityStamp);
        Assert.NotEmpty(users[0].SecurityStamp);
    }

    [Fact]
    public void A_hash_may_come_from_the_environment()
    {
        (string, string)[] variables = [("HASH", Hash)];
        var configuration = Yaml.Valid("enablePasswordDB: true\nstaticPasswords: [{email: a@b.c, hashFromEnv: HASH}]", variables);

        Assert.Equal(Hash, Assert.Single(StaticUserConversion.ToUsers(configuration, Yaml.Environment(variables))).PasswordHash);
    }

    [Fact]
    public void The_settings_of_the_file_arrive_with_the_keys_that_pin_them()
    {
        var reading = Yaml.With(
            """
            oauth2:
              grantTypes: [client_credentials, password]
              responseTypes: [code, id_token]
              passwordConnector: local
              pkce: {enforce: true, codeChallengeMethodsSupported: [S256]}
              introspection: {requireAuthentication: false}
            expiry: {idTokens: 1h, signingKeys: 2h}
            enablePasswordDB: true
            """);
        var settings = SettingsConversion.ToFileSettings(reading);

        Assert.Equal("http://127.0.0.1:5556/dex", settings.Issuer.Value);
        Assert.Equal("config.yaml", settings.FilePath);
        Assert.Equal(["client_credentials", "password"], settings.GrantTypes);
        Assert.Equal(["code", "id_token"], settings.ResponseTypes);
        Assert.Equal("local", settings.PasswordConnector);
        Assert.True(settings.Pkce.Enforce);
        Assert.Equal(["S256"], settings.Pkce.Methods);
        Assert.False(settings.IntrospectionRequiresAuthentication);
        Assert.Equal(TimeSpan.FromHours(1), settings.Lifetimes.IdTokens);
        Assert.Equal(TimeSpan.FromHours(2), settings.Lifetimes.SigningKeys);
        Assert.Contains("oauth2.grantTypes", settings.Stated);
        Assert.DoesNotContain("oauth2.skipApprovalScreen", settings.Stated);
    }

    [Theory]
    [InlineData("", true, 0, 0, 0)]
    [InlineData("expiry: {}", true, 0, 0, 0)]
    [InlineData("expiry: {refreshTokens: }", true, 0, 0, 0)]
    [InlineData("expiry: {refreshTokens: {disableRotation: true}}", false, 0, 0, 0)]
    [InlineData("expiry: {refreshTokens: {reuseInterval: 3s, validIfNotUsedFor: 2160h, absoluteLifetime: 3960h}}", true, 3, 2160 * 3600, 3960 * 3600)]
    [InlineData("expiry: {refreshTokens: {reuseInterval: 1m30s, validIfNotUsedFor: 0, absoluteLifetime: 0s}}", true, 90, 0, 0)]
    [InlineData("expiry: {refreshTokens: {reuseInterval: -1s, validIfNotUsedFor: -1h, absoluteLifetime: -1h}}", true, 0, 0, 0)]
    public void The_refresh_token_policy_of_the_file_arrives_and_nothing_zero_and_negative_mean_no_limit(
        string section, bool rotates, int reuse, int idle, int absolute)
    {
        var policy = SettingsConversion.ToFileSettings(Yaml.With(section)).RefreshTokens;

        Assert.Equal(
            (rotates, TimeSpan.FromSeconds(reuse), TimeSpan.FromSeconds(idle), TimeSpan.FromSeconds(absolute)),
            (policy.Rotates, policy.ReuseInterval, policy.IdleLifetime, policy.AbsoluteLifetime));
    }

    [Theory]
    [InlineData("", 300)]
    [InlineData("expiry: {deviceRequests: 90s}", 90)]
    [InlineData("expiry: {deviceRequests: 2h}", 7200)]
    [InlineData("expiry: {deviceRequests: 0s}", 300)]
    [InlineData("expiry: {deviceRequests: -5m}", 300)]
    public void The_lifetime_of_device_requests_arrives_or_is_five_minutes(string section, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), SettingsConversion.ToFileSettings(Yaml.With(section)).Lifetimes.DeviceRequests);

    [Fact]
    public void The_limits_of_the_file_arrive()
    {
        var limits = SettingsConversion.ToLimits(Yaml.Valid(
            "limits: {clientAuthentication: {perClient: 1, perAddress: 2, window: 3s}, consoleSignIn: {perAccount: 4, perAddress: 5, window: 6s}, "
            + "deviceCodes: {perAddress: 7, window: 8s}}"));

        Assert.Equal((1, 2, 4, 5), (limits.PerClient, limits.PerAddress, limits.SignInsPerAccount, limits.SignInsPerAddress));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)), (limits.Window, limits.SignInWindow));
        Assert.Equal((7, TimeSpan.FromSeconds(8)), (limits.UserCodesPerAddress, limits.UserCodeWindow));
    }

    private static string Entry(string email, string hash, string more) => $"{{email: {email}, hash: {hash}{more}}}";
}
