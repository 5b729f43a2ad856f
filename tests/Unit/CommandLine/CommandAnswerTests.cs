using Dex.Infrastructure.Configuration;
using Dex.Web.Hosting.CommandLine;
using Xunit;

namespace Dex.Tests.Unit.CommandLine;

public sealed class CommandAnswerTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void The_version_is_three_lines_on_standard_output()
    {
        Assert.Equal(0, Run("version"));
        Assert.Equal("", _error.ToString());
        var lines = _output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal($"Dex Version: {DexVersion.Current}", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.DoesNotContain("+", DexVersion.Current, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_on_standard_output_with_status_zero()
    {
        Assert.Equal(0, Run("serve", "--help"));
        Assert.Equal("", _error.ToString());
        Assert.Contains("dex serve config.yaml", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("--telemetry-addr", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_usage_error_is_on_standard_error_with_status_two()
    {
        Assert.Equal(2, Run("sreve"));
        Assert.Equal("", _output.ToString());
        Assert.StartsWith("Error: unknown command \"sreve\"\n", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("dex check CONFIG", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_valid_file_is_called_valid_and_its_warnings_are_told()
    {
        File.WriteAllText(_file, "issuer: http://127.0.0.1\nstorage: {type: memory}\nweb: {http: ':80'}\nfrob: 1\n");

        Assert.Equal(0, Run("check", _file));
        Assert.Equal($"{_file} is valid\n", _output.ToString());
        Assert.StartsWith("warning: frob (line 4): The key is unknown here", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_file_is_told_with_status_two_and_nothing_on_standard_output()
    {
        File.WriteAllText(_file, "issuer: http://127.0.0.1\n");

        Assert.Equal(2, Run("check", _file));
        Assert.Equal("", _output.ToString());
        Assert.StartsWith($"invalid config: {_file} has 2 faults:\n\t-\tstorage: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("serve", "c.yaml")]
    [InlineData("migrate", "c.yaml")]
    public void What_needs_a_server_or_a_database_is_left_to_others(params string[] args)
    {
        Assert.Null(Run(args));
        Assert.Equal("", _output.ToString() + _error);
    }

    private int? Run(params string[] args) =>
        CommandAnswer.Run(DexCommand.Parse(args), new ConfigurationEnvironment(new Dictionary<string, string>()), _output, _error);
}
