using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Sections;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void What_a_file_leaves_out_has_its_default()
    {
        var configuration = Yaml.Valid("console: {}");

        Assert.IsType<MemoryStorageSettings>(configuration.Storage!.Settings);
        Assert.Equal(["code"], configuration.OAuth2.EffectiveResponseTypes);
        Assert.Equal(["S256", "plain"], configuration.OAuth2.Pkce.EffectiveMethods);
        Assert.True(configuration.OAuth2.Introspection.RequireAuthentication);
        Assert.Empty(configuration.OAuth2.GrantTypes);
        Assert.Equal("24h0m0s", configuration.Expiry.IdTokenLifetime.ToString());
        Assert.Equal("6h0m0s", configuration.SigningKeyPeriod.ToString());
        Assert.Equal(["Authorization"], configuration.Web.AllowedHeaders);
        Assert.False(configuration.EnablePasswordDb);
        Assert.Equal("/console", configuration.Console!.Path);
        Assert.Equal(200, configuration.Limits.ClientAuthentication.PerClient);
        Assert.Equal(400, configuration.Limits.ClientAuthentication.PerAddress);
        Assert.Equal(TimeSpan.FromMinutes(1), configuration.Limits.ClientAuthentication.EffectiveWindow);
        Assert.Equal(10, configuration.Limits.ConsoleSignIn.PerAccount);
        Assert.Equal(50, configuration.Limits.ConsoleSignIn.PerAddress);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.Limits.ConsoleSignIn.EffectiveWindow);
        Assert.Equal((10, TimeSpan.FromMinutes(5)), (configuration.Limits.DeviceCodes.PerAddress, configuration.Limits.DeviceCodes.EffectiveWindow));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("console:", true)]
    [InlineData("console: {path: /admin}", true)]
    public void There_is_a_console_only_with_its_section(string lines, bool present) =>
        Assert.Equal(present, Yaml.Valid(lines).Console is not null);

    [Fact]
    public void Postgres_takes_all_of_its_keys()
    {
        var storage = Yaml.Valid(
            """
            storage:
              type: postgres
              config:
                database: d
                user: u
                password: p
                host: h
                port: 5433
                connectionTimeout: 3
                maxOpenConns: 20
                maxIdleConns: 7
                connMaxLifetime: 60
                ssl: {mode: verify-ca, caFile: ca, certFile: cert, keyFile: key}
            """).Storage!.Settings;

        Assert.Equal(
            new PostgresStorageSettings
            {
                Database = "d",
                User = "u",
                Password = "p",
                Host = "h",
                Port = 5433,
                ConnectionTimeout = 3,
                MaxOpenConns = 20,
                MaxIdleConns = 7,
                ConnMaxLifetime = 60,
                Ssl = new StorageTlsSettings { Mode = "verify-ca", CaFile = "ca", CertFile = "cert", KeyFile = "key" },
            },
            storage);
        Assert.Equal(new PostgresStorageSettings { Host = "h" }, Yaml.Valid("storage: {type: postgres, config: {host: h}}").Storage!.Settings);
    }

    [Fact]
    public void An_administrator_is_a_connector_with_an_address_or_a_group_or_a_bare_address()
    {
        var console = Yaml.Valid(
            """
            enablePasswordDB: true
            console:
              administrators:
                - {connector: local, email: a@example.com}
                - {connector: local, group: admins}
                - b@example.com
            """).Console!;

        Assert.Equal(
            [
                new AdministratorConfiguration { Connector = "local", Email = "a@example.com" },
                new AdministratorConfiguration { Connector = "local", Group = "admins" },
                new AdministratorConfiguration { Email = "b@example.com" },
            ],
            console.Administrators);
    }

    [Theory]
    [InlineData("", "6h0m0s")]
    [InlineData("expiry: {signingKeys: 3h}", "3h0m0s")]
    [InlineData("signer: {type: local, config: {keysRotationPeriod: 2h}}", "2h0m0s")]
    [InlineData("expiry: {signingKeys: 3h}\nsigner: {type: local, config: {keysRotationPeriod: 2h}}", "2h0m0s")]
    public void The_signer_section_goes_before_the_old_key(string lines, string period) =>
        Assert.Equal(period, Yaml.Valid(lines).SigningKeyPeriod.ToString());

    [Theory]
    [InlineData("0s")]
    [InlineData("''")]
    [InlineData("-1h")]
    public void A_lifetime_that_is_none_means_the_default(string written) =>
        Assert.Equal("24h0m0s", Yaml.Valid($"expiry: {{idTokens: {written}}}").Expiry.IdTokenLifetime.ToString());

    [Fact]
    public void Flags_go_over_the_file_before_it_is_judged()
    {
        var reading = new ConfigurationReader(Yaml.Environment()).ReadText(
            "issuer: http://127.0.0.1/dex\nstorage: {type: memory}", "config.yaml", new ListenAddresses(WebHttp: "127.0.0.1:5000"));

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal("127.0.0.1:5000", reading.Configuration.Web.Http);
    }

    [Fact]
    public void An_empty_flag_overrides_nothing() =>
        Assert.Equal("127.0.0.1:5556", new ListenAddresses().Over(Yaml.Valid("")).Web.Http);

    [Theory]
    [InlineData("127.0.0.1:5556", "127.0.0.1", 5556, true)]
    [InlineData(":5556", "", 5556, false)]
    [InlineData("localhost:0", "localhost", 0, true)]
    [InlineData("[::1]:80", "::1", 80, true)]
    [InlineData("0.0.0.0:80", "0.0.0.0", 80, false)]
    [InlineData("dex.example.com:80", "dex.example.com", 80, false)]
    public void An_address_is_a_host_and_a_port(string text, string host, int port, bool isLoopback)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(new ListenAddress(host, port), address);
        Assert.Equal(isLoopback, address.IsLoopback);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/32", "10.1.2.3/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("fd00::1/8", "fd00::/8")]
    public void A_network_may_have_host_bits(string text, string network)
    {
        Assert.True(TrustedNetwork.TryParse(text, out var parsed));
        Assert.Equal(network, parsed.ToString());
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("fd00::/129")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("x/8")]
    public void What_is_no_network_is_refused(string text) => Assert.False(TrustedNetwork.TryParse(text, out _));
}
