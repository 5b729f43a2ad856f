using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Configuration.Yaml;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

public sealed class EnvironmentExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["NAME"] = "value",
        ["GH_SECRET"] = "s\"x",
        ["A_1"] = "one",
        ["LOOP"] = "$NAME",
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$NAME", "value")]
    [InlineData("${NAME}", "value")]
    [InlineData("x${NAME}y", "xvaluey")]
    [InlineData("$NAME.y", "value.y")]
    [InlineData("$NAMEy", "")]
    [InlineData("$A_1-z", "one-z")]
    [InlineData("$UNSET|", "|")]
    [InlineData("$GH_SECRET", "s\"x")]
    [InlineData("$LOOP", "$NAME")]
    [InlineData("pa$$word", "paword")]
    [InlineData("$2a$10$xyz", "a0")]
    [InlineData("a$*b$#c$@d$!e$?f$-g$1h", "abcdefgh")]
    [InlineData("${*}x${9}y", "xy")]
    [InlineData("${}x", "x")]
    [InlineData("a${NAME", "aNAME")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("$ 5, $%, $\"", "$ 5, $%, $\"")]
    [InlineData("$é", "$é")]
    [InlineData("\\$NAME", "\\value")]
    [InlineData("${NAME:-x}", "")]
    public void A_dollar_means_what_go_makes_of_it(string text, string expanded) =>
        Assert.Equal(expanded, EnvironmentExpansion.Expand(text, Variables));

    [Fact]
    public void Storage_settings_are_expanded_after_parsing_so_that_a_value_cannot_break_the_file()
    {
        var reading = Yaml.Read(
            """
            issuer: http://127.0.0.1/dex
            web: {http: :5556}
            storage: {type: postgres, config: {host: db, password: $PASSWORD}}
            """,
            ("PASSWORD", "a: \"b\"\n- #c"));

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal("a: \"b\"\n- #c", Assert.IsType<PostgresStorageSettings>(reading.Configuration.Storage!.Settings).Password);
    }

    [Fact]
    public void Signer_settings_are_expanded()
    {
        var configuration = Yaml.Valid("signer: {type: local, config: {keysRotationPeriod: $PERIOD}}", ("PERIOD", "90m"));

        Assert.Equal("1h30m0s", configuration.SigningKeyPeriod.ToString());
    }

    [Fact]
    public void Nothing_else_is_expanded()
    {
        var configuration = Yaml.Valid("staticClients: [{id: $NAME, name: $NAME, secret: pa$$word}]", ("NAME", "x"));

        Assert.Equal("$NAME", configuration.StaticClients[0].Id);
        Assert.Equal("pa$$word", configuration.StaticClients[0].Secret);
    }

    [Fact]
    public void With_the_flag_off_a_dollar_is_a_dollar()
    {
        var reading = Yaml.Read(
            """
            issuer: http://127.0.0.1/dex
            web: {http: :5556}
            storage: {type: sqlite3, config: {file: $FILE}}
            """,
            ("FILE", "x.db"), ("DEX_EXPAND_ENV", "false"));

        Assert.Equal("$FILE", Assert.IsType<SqliteStorageSettings>(reading.Configuration.Storage!.Settings).File);
    }

    [Fact]
    public void Keys_numbers_and_lists_within_lists_are_left_alone()
    {
        var node = YamlDocumentReader.Read("{$NAME: [$NAME, [$NAME], {a: $NAME}], port: 5432}").Root;

        var map = Assert.IsType<YamlMap>(EnvironmentExpansion.Expand(node, Variables));
        var list = Assert.IsType<YamlList>(map.Find("$NAME")!.Value);

        Assert.Equal("value", Assert.IsType<YamlScalar>(list.Items[0]).Text);
        Assert.Equal("$NAME", Assert.IsType<YamlScalar>(Assert.IsType<YamlList>(list.Items[1]).Items[0]).Text);
        Assert.Equal("value", Assert.IsType<YamlScalar>(Assert.IsType<YamlMap>(list.Items[2]).Find("a")!.Value).Text);
        Assert.Equal(YamlScalarKind.WholeNumber, Assert.IsType<YamlScalar>(map.Find("port")!.Value).ScalarKind);
    }
}
