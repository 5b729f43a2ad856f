using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>Where a key stands, as the console shows it beside a pinned setting.</summary>
public sealed class ConfigurationSourceTests
{
    [Theory]
    [InlineData("oauth2.grantTypes", 4, 6)]
    [InlineData("oauth2.GRANTTYPES", 4, 6)]
    [InlineData("oauth2.grantTypes[1]", 6, 6)]
    [InlineData("oauth2", 3, 7)]
    [InlineData("oauth2.responseTypes", 7, 7)]
    [InlineData("issuer", 2, 2)]
    public void A_key_is_found_with_its_lines(string path, int first, int last)
    {
        var location = Yaml.Read(
            """
            # A comment
            issuer: http://127.0.0.1
            oauth2:
              grantTypes:
                - implicit
                - client_credentials
              responseTypes: [code, token]

            expiry: {idTokens: 1h}
            """).Source.Locate(path);

        Assert.Equal((first, last), (location!.Line, location.LastLine));
        Assert.Equal($"config.yaml, line {first}", location.ToString());
        Assert.Equal(last - first + 1, location.Lines.Count);
    }

    [Fact]
    public void The_lines_are_those_of_the_file() => Assert.Equal(
        ["  grantTypes:", "  - password"],
        Yaml.Read("oauth2:\r\n  grantTypes:\r\n  - password\r\n").Source.Locate("oauth2.grantTypes")!.Lines);

    [Fact]
    public void A_snippet_shows_the_key_under_its_parents() => Assert.Equal(
        "oauth2:\n  pkce:\n    enforce: true",
        Yaml.Read("oauth2:\n  responseTypes: [code]\n  pkce:\n    enforce: true\n").Source.Locate("oauth2.pkce.enforce")!.Snippet);

    [Fact]
    public void A_snippet_of_one_line_is_that_line() => Assert.Equal(
        "oauth2: {pkce: {enforce: true}}", Yaml.Read("oauth2: {pkce: {enforce: true}}\n").Source.Locate("oauth2.pkce.enforce")!.Snippet);

    [Theory]
    [InlineData("oauth2.responseTypes")]
    [InlineData("oauth2.grantTypes[1]")]
    [InlineData("oauth2.grantTypes[x]")]
    [InlineData("nothing")]
    [InlineData("")]
    public void A_key_that_the_file_lacks_has_no_place(string path) =>
        Assert.Null(Yaml.Read("oauth2: {grantTypes: [password]}").Source.Locate(path));

    [Fact]
    public void Secrets_are_hidden_wherever_they_stand()
    {
        var source = Yaml.Read(
            """
            storage:
              type: postgres
              config:
                host: db
                password: hunter2
            staticClients:
              - id: a
                secret: |
                  hunter3
                  hunter4
                name: A
              - {id: b, secret: hunter5}
            connectors:
              - id: c
                config:
                  clientSecret: hunter6
            signer: {type: vault, config: {token: hunter7}}
            """).Source;

        var shown = string.Join('\n', new[] { "storage", "staticClients", "connectors", "signer" }.SelectMany(key => source.Locate(key)!.Lines));
        Assert.DoesNotContain("hunter", shown, StringComparison.Ordinal);
        Assert.Contains("password: (hidden)", shown, StringComparison.Ordinal);
        Assert.Contains("name: A", shown, StringComparison.Ordinal);
        Assert.Contains("host: db", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_that_a_file_states_are_known()
    {
        var stated = Yaml.Read("oauth2: {GrantTypes: [password], pkce: {enforce: no}}\nexpiry: {idTokens: }\nweb: {http: ':80'}").Source.StatedKeys;

        Assert.Equal(
            ["oauth2", "oauth2.grantTypes", "oauth2.pkce", "oauth2.pkce.enforce", "expiry", "web", "web.http"],
            stated.OrderBy(key => key.StartsWith('o') ? 0 : key.StartsWith('e') ? 1 : 2).ThenBy(key => key, StringComparer.Ordinal));
    }
}
