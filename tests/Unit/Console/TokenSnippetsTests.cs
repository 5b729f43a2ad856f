using System.Diagnostics;
using Dex.Web.Components.Parts;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class TokenSnippetsTests
{
    private const string Endpoint = "https://id.example/dex/token";

    [Fact]
    public void A_plain_client_is_written_as_it_is()
    {
        var curl = Of("curl", "invoice-sync", "s3cret.~_");

        Assert.StartsWith("curl -u invoice-sync:s3cret.~_ \\\n", curl, StringComparison.Ordinal);
        Assert.EndsWith($"  {Endpoint}", curl, StringComparison.Ordinal);
        Assert.Contains("request.SetBasicAuth(\"invoice-sync\", \"$SECRET\")", Of("Go", "invoice-sync"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b:c", "p%q", "curl -u 'a%20b%3Ac:p%25q' ")]
    [InlineData("it's; rm -rf /", "x", "curl -u 'it%27s%3B%20rm%20-rf%20%2F:x' ")]
    [InlineData("a b", TokenSnippets.Placeholder, "curl -u 'a%20b':$SECRET ")]
    public void The_halves_of_a_Basic_header_are_encoded_and_quoted(string id, string secret, string expected) =>
        Assert.StartsWith(expected, Of("curl", id, secret), StringComparison.Ordinal);

    [Fact]
    public void Basic_headers_of_the_other_languages_are_encoded_too()
    {
        Assert.Contains("GetBytes('a%20b:%22%27')", Of("PowerShell", "a b", "\"'"), StringComparison.Ordinal);
        Assert.Contains("SetBasicAuth(\"a%20b\", \"%22%27\")", Of("Go", "a b", "\"'"), StringComparison.Ordinal);
        Assert.Contains("auth=(\"a%20b\", \"%22%27\")", Of("Python", "a b", "\"'"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_cannot_be_ended_from_within()
    {
        Assert.Contains("[\"client_id\"] = \"a\\\"b\\\\c\\u000a\", [\"client_secret\"] = \"x\\\"\"", Of("C#", "a\"b\\c\n", "x\""), StringComparison.Ordinal);
        Assert.Contains("scope = 'a''b\u2019\u2019c'", Of("PowerShell", "app", scope: "a'b\u2019c"), StringComparison.Ordinal);
        Assert.Contains("--data-urlencode 'scope=a'\\''&b'", Of("curl", "app", scope: "a'&b"), StringComparison.Ordinal);
        Assert.Contains("-d scope='openid email'", Of("curl", "app", scope: "openid email"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("$(id) `id` \\ \"x\" !! *")]
    [InlineData("")]
    public async Task A_shell_reads_back_what_was_quoted(string value)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"printf %s {Quoted.Shell(value)}"]) { RedirectStandardOutput = true })!;

        Assert.Equal(value, await shell.StandardOutput.ReadToEndAsync(Xunit.TestContext.Current.CancellationToken));
    }

    private static string Of(string language, string id, string secret = TokenSnippets.Placeholder, string? scope = null) =>
        TokenSnippets.ClientCredentials(Endpoint, id, secret, scope).Single(sample => sample.Name == language).Code;
}
