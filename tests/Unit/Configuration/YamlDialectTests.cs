using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>The dialect of dex's file: YAML 1.1 as Go reads it.</summary>
public sealed class YamlDialectTests
{
    [Theory]
    [InlineData("yes", true)]
    [InlineData("Yes", true)]
    [InlineData("on", true)]
    [InlineData("ON", true)]
    [InlineData("y", true)]
    [InlineData("TRUE", true)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("n", false)]
    [InlineData("False", false)]
    public void Unquoted_words_are_booleans(string word, bool meaning) =>
        Assert.Equal(meaning, Yaml.Valid($"enablePasswordDB: {word}").EnablePasswordDb);

    [Theory]
    [InlineData("\"true\"", "text")]
    [InlineData("'yes'", "text")]
    [InlineData("!!str yes", "text")]
    [InlineData("yES", "text")]
    [InlineData("1", "a number")]
    [InlineData("[]", "a list")]
    public void Nothing_else_passes_for_a_boolean(string value, string kind)
    {
        var fault = Yaml.With($"enablePasswordDB: {value}").OnlyFault();

        Assert.Equal("enablePasswordDB", fault.Path);
        Assert.Equal(4, fault.Line);
        Assert.Contains($"here it is {kind}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2", "1.2")]
    [InlineData("007", "007")]
    [InlineData("yes", "yes")]
    [InlineData("2020-01-02", "2020-01-02")]
    [InlineData("\"quoted\"", "quoted")]
    public void A_text_key_takes_any_value_as_written(string value, string text) =>
        Assert.Equal(text, Yaml.Valid($"staticClients: [{{id: a, secret: b, name: {value}}}]").StaticClients[0].Name);

    [Theory]
    [InlineData("[a]", "a list")]
    [InlineData("{a: b}", "a map")]
    public void A_text_key_takes_no_list_and_no_map(string value, string kind)
    {
        var fault = Yaml.With($"staticClients: [{{id: a, secret: b, name: {value}}}]").OnlyFault();

        Assert.Equal("staticClients[0].name", fault.Path);
        Assert.Contains($"must be text; here it is {kind}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5432", 5432)]
    [InlineData("5_432", 5432)]
    [InlineData("0x1538", 5432)]
    [InlineData("012470", 5432)]
    [InlineData("0b11", 3)]
    [InlineData("09", 9)]
    [InlineData("5432.0", 5432)]
    [InlineData("5.432e3", 5432)]
    public void A_number_key_takes_whole_numbers(string value, int number) =>
        Assert.Equal(number, Yaml.Valid($"limits: {{clientAuthentication: {{perClient: {value}}}}}").Limits.ClientAuthentication.PerClient);

    [Theory]
    [InlineData("\"5432\"")]
    [InlineData("1.5")]
    [InlineData("4294967296")]
    [InlineData("yes")]
    [InlineData(".inf")]
    [InlineData("[1]")]
    public void A_number_key_takes_nothing_else(string value)
    {
        var fault = Yaml.With($"limits: {{clientAuthentication: {{perClient: {value}}}}}").OnlyFault();

        Assert.Equal("limits.clientAuthentication.perClient", fault.Path);
        Assert.Contains("a whole number", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_match_without_case_and_the_exact_spelling_wins()
    {
        var configuration = Yaml.Valid(
            """
            STATICCLIENTS:
              - {ID: a, Secret: b, name: exact, NAME: other, RedirectURIs: [https://a.example.com]}
            """);

        Assert.Equal("exact", configuration.StaticClients[0].Name);
        Assert.Equal(["https://a.example.com"], configuration.StaticClients[0].RedirectUris);
    }

    [Fact]
    public void A_repeated_key_takes_the_last_value_and_is_warned_about()
    {
        var reading = Yaml.With("enablePasswordDB: true\nenablePasswordDB: false");

        Assert.False(reading.Configuration.EnablePasswordDb);
        Assert.Contains(reading.Warnings, warning => warning is { Path: "enablePasswordDB", Line: 4 });
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_work()
    {
        var configuration = Yaml.Valid(
            """
            staticClients:
              - &first {id: a, secret: b, name: First, public: true}
              - {<<: *first, id: c}
              - {<<: [{name: Near}, *first], id: d}
            """);

        Assert.Equal(["First", "First", "Near"], configuration.StaticClients.Select(client => client.Name));
        Assert.Equal(["a", "c", "d"], configuration.StaticClients.Select(client => client.Id));
        Assert.True(configuration.StaticClients[2].Public);
    }

    [Fact]
    public void Only_the_first_document_counts() =>
        Assert.Equal("http://127.0.0.1:5556/dex", Yaml.Read(Yaml.Least + "---\nissuer: other\n").Configuration.Issuer);

    [Fact]
    public void Json_is_a_configuration()
    {
        var reading = Yaml.Read("""{"issuer": "https://dex.example.com", "storage": {"type": "memory"}, "web": {"http": ":80"}}""");

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Equal("https://dex.example.com", reading.Configuration.Issuer);
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void Null_leaves_the_default(string value) =>
        Assert.Equal(["Authorization"], Yaml.Read($"web:\n  allowedHeaders: {value}").Configuration.Web.AllowedHeaders);

    [Fact]
    public void Absent_and_empty_stay_different()
    {
        var configuration = Yaml.Valid(
            """
            staticClients:
              - {id: a, secret: b, name: A}
              - {id: c, secret: d, name: C, mfaChain: [], ssoSharedWith: [], allowedGrantTypes: []}
            """);

        Assert.Null(configuration.StaticClients[0].MfaChain);
        Assert.Null(configuration.StaticClients[0].SsoSharedWith);
        Assert.Null(configuration.StaticClients[0].AllowedGrantTypes);
        Assert.Empty(configuration.StaticClients[1].MfaChain!);
        Assert.Empty(configuration.StaticClients[1].SsoSharedWith!);
        Assert.Empty(configuration.StaticClients[1].AllowedGrantTypes!);
    }

    [Theory]
    [InlineData("# one\n\na: [")]
    [InlineData("# one\n\na: b\n\tc: d")]
    [InlineData("# one\n\na: *nowhere")]
    [InlineData("# one\n\na: &loop [*loop]")]
    [InlineData("# one\n\n{[a]: b}")]
    public void What_is_no_yaml_is_told_with_its_line(string text)
    {
        var fault = Yaml.Read(text).OnlyFault();

        Assert.InRange(fault.Line ?? 0, 3, 4);
        Assert.StartsWith("The file is not YAML", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a\n- b")]
    [InlineData("just text")]
    public void A_file_that_is_no_map_has_this_one_fault(string text) =>
        Assert.Contains("must be a map", Yaml.Read(text).OnlyFault().Message, StringComparison.Ordinal);

    [Property]
    public bool Any_text_is_a_configuration_or_has_a_fault(string? text) =>
        Yaml.Read(text ?? "") is var reading && reading.IsValid == (reading.FaultText.Length == 0);

    [Property]
    public bool Any_value_of_a_key_is_read_or_told(string? value) =>
        Yaml.With("oauth2: " + value) is var reading && reading.IsValid == (reading.FaultText.Length == 0);

    [Theory]
    [InlineData("oauth2: [\na")]
    [InlineData("oauth2: {\na")]
    [InlineData("oauth2: [\n\na\n")]
    public void A_flow_value_that_goes_on_unindented_is_a_fault_and_no_crash(string text) => Assert.False(Yaml.Read(text).IsValid);

    [Fact]
    public void A_small_file_cannot_grow_without_bound()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(
            i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("multiply", Yaml.Read(text).OnlyFault().Message, StringComparison.Ordinal);
        Assert.Contains("nesting", Yaml.Read(new string('[', 500)).OnlyFault().Message, StringComparison.Ordinal);
    }
}
