using Dex.Infrastructure.Configuration;
using Dex.Web.Hosting.CommandLine;
using Xunit;

namespace Dex.Tests.Unit.CommandLine;

public sealed class DexCommandTests
{
    [Fact]
    public void No_argument_means_the_sample() => Assert.Equal(new SampleCommand(), DexCommand.Parse([]));

    [Fact]
    public void Each_command_is_known_by_its_name()
    {
        Assert.Equal(new ServeCommand("c.yaml", new ListenAddresses()), DexCommand.Parse(["serve", "c.yaml"]));
        Assert.Equal(new CheckCommand("c.yaml"), DexCommand.Parse(["check", "c.yaml"]));
        Assert.Equal(new MigrateCommand("c.yaml"), DexCommand.Parse(["migrate", "c.yaml"]));
        Assert.Equal(new VersionCommand(), DexCommand.Parse(["version"]));
    }

    [Theory]
    [InlineData("serve --web-http-addr :1 --web-https-addr=:2 c.yaml --telemetry-addr :3 --grpc-addr=:4")]
    [InlineData("serve c.yaml --web-http-addr=:1 --web-https-addr :2 --telemetry-addr=:3 --grpc-addr :4")]
    [InlineData("serve --web-http-addr :9 --web-http-addr :1 --web-https-addr :2 --telemetry-addr :3 --grpc-addr :4 -- c.yaml")]
    public void Flags_stand_before_or_after_the_file_in_both_spellings(string line) =>
        Assert.Equal(new ServeCommand("c.yaml", new ListenAddresses(":1", ":2", ":3", ":4")), DexCommand.Parse(line.Split(' ')));

    [Theory]
    [InlineData("help", "")]
    [InlineData("--help", "")]
    [InlineData("-h", "")]
    [InlineData("help serve", "serve")]
    [InlineData("serve --help", "serve")]
    [InlineData("serve -h", "serve")]
    [InlineData("serve c.yaml --help", "serve")]
    [InlineData("check --help", "check")]
    [InlineData("migrate -h", "migrate")]
    [InlineData("version --help", "version")]
    public void Help_is_to_be_had_everywhere(string line, string topic) =>
        Assert.Equal(new HelpCommand(topic), DexCommand.Parse(line.Split(' ')));

    [Theory]
    [InlineData("sreve", "unknown command \"sreve\"")]
    [InlineData("help sreve", "unknown command \"sreve\"")]
    [InlineData("--frob", "unknown flag: --frob")]
    [InlineData("serve", "serve expects one argument, the configuration file, and got 0")]
    [InlineData("serve a b", "serve expects one argument, the configuration file, and got 2")]
    [InlineData("check", "check expects one argument, the configuration file, and got 0")]
    [InlineData("migrate a b c", "migrate expects one argument, the configuration file, and got 3")]
    [InlineData("version now", "version expects no argument and got 1")]
    [InlineData("serve --frob c.yaml", "unknown flag: --frob")]
    [InlineData("serve --frob=1 c.yaml", "unknown flag: --frob")]
    [InlineData("serve -web-http-addr c.yaml", "unknown flag: -web-http-addr")]
    [InlineData("check --web-http-addr :1 c.yaml", "unknown flag: --web-http-addr")]
    [InlineData("serve c.yaml --grpc-addr", "flag needs an argument: --grpc-addr")]
    public void A_usage_error_names_what_is_wrong(string line, string message) =>
        Assert.Equal(message, Assert.IsType<UsageError>(DexCommand.Parse(line.Split(' '))).Message);
}
