using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Conversion;
using Dex.Infrastructure.Configuration.Sections;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>The start without a file.</summary>
public sealed class EmbeddedDefaultTests
{
    [Fact]
    public void Nothing_set_means_loopback_sqlite_and_a_console()
    {
        var reading = Read();
        var configuration = reading.Configuration;

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Empty(reading.Warnings);
        Assert.Equal("http://127.0.0.1:5556/dex", configuration.Issuer);
        Assert.Equal("127.0.0.1:5556", configuration.Web.Http);
        Assert.Equal(Path.Combine("/data", "dex.db"), Assert.IsType<SqliteStorageSettings>(configuration.Storage!.Settings).File);
        Assert.Equal("/console", configuration.Console!.Path);
        Assert.True(configuration.EnablePasswordDb);
        Assert.Equal(("mock", "mockCallback", "Example"), (configuration.Connectors[0].Id, configuration.Connectors[0].Type, configuration.Connectors[0].Name));
        Assert.Empty(configuration.OAuth2.GrantTypes);
    }

    [Fact]
    public void No_setting_of_it_is_pinned_by_a_file()
    {
        var settings = SettingsConversion.ToFileSettings(Read());

        Assert.Null(settings.FilePath);
        Assert.Empty(settings.Stated);
    }

    [Fact]
    public void The_variables_of_the_container_image_count()
    {
        var reading = Read(
            ("DEX_ISSUER", "http://localhost:7000"), ("DEX_STORAGE_SQLITE3_CONFIG_FILE", "/tmp/a $b.db"), ("DEX_WEB_HTTP", "[::1]:7000"),
            ("DEX_EXPIRY_ID_TOKENS", "1h"), ("DEX_EXPIRY_SIGNING_KEYS", "2h"), ("DEX_SIGNER_LOCAL_ALGORITHM", "ES256"),
            ("DEX_LOG_LEVEL", "debug"), ("DEX_LOG_FORMAT", "json"), ("DEX_OAUTH2_RESPONSE_TYPES", "[code, id_token]"),
            ("DEX_OAUTH2_SKIP_APPROVAL_SCREEN", "true"), ("DEX_OAUTH2_ALWAYS_SHOW_LOGIN_SCREEN", "true"),
            ("DEX_OAUTH2_PASSWORD_CONNECTOR", "local"), ("DEX_EXPAND_ENV", "false"));
        var configuration = reading.Configuration;

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal("http://localhost:7000", configuration.Issuer);
        Assert.Equal("/tmp/a $b.db", Assert.IsType<SqliteStorageSettings>(configuration.Storage!.Settings).File);
        Assert.Equal("[::1]:7000", configuration.Web.Http);
        Assert.Equal("1h0m0s", configuration.Expiry.IdTokenLifetime.ToString());
        Assert.Equal("2h0m0s", configuration.SigningKeyPeriod.ToString());
        Assert.Equal("ES256", configuration.Signer!.Local.Algorithm);
        Assert.Equal(("debug", "json"), (configuration.Logger.Level, configuration.Logger.Format));
        Assert.Equal(["code", "id_token"], configuration.OAuth2.ResponseTypes);
        Assert.True(configuration.OAuth2.SkipApprovalScreen);
        Assert.True(configuration.OAuth2.AlwaysShowLoginScreen);
        Assert.Equal("local", configuration.OAuth2.PasswordConnector);
        Assert.False(Read(("DEX_ENABLE_PASSWORD_DB", "false")).Configuration.EnablePasswordDb);
    }

    [Theory]
    [InlineData("DEX_ISSUER", "dex", "no absolute")]
    [InlineData("DEX_WEB_HTTP", "0.0.0.0:5556", "other machines")]
    [InlineData("DEX_WEB_HTTP", ":5556", "other machines")]
    [InlineData("DEX_WEB_HTTP", "nonsense", "host:port")]
    [InlineData("DEX_EXPIRY_ID_TOKENS", "1d", "unknown unit")]
    [InlineData("DEX_SIGNER_LOCAL_ALGORITHM", "none", "RS256, ES256")]
    [InlineData("DEX_OAUTH2_RESPONSE_TYPES", "code", "a list")]
    [InlineData("DEX_OAUTH2_RESPONSE_TYPES", "[", "a list")]
    [InlineData("DEX_OAUTH2_RESPONSE_TYPES", "[cod]", "\"cod\"")]
    [InlineData("DEX_ENABLE_PASSWORD_DB", "maybe", "true or false")]
    [InlineData("DEX_LOG_LEVEL", "loud", "\"loud\"")]
    public void A_fault_names_the_variable(string variable, string value, string told)
    {
        var fault = Read((variable, value)).OnlyFault();

        Assert.Equal(variable, fault.Path);
        Assert.Null(fault.Line);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    private static ConfigurationReading Read(params (string Name, string Value)[] variables) =>
        new ConfigurationReader(Yaml.Environment(variables)).ReadEmbedded(new EmbeddedDefault("/data"));
}
