using Dex.Domain.Policies;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Conversion;
using Dex.Tests.Provisioning;
using Dex.Web.Hosting.CommandLine;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>The files that a newcomer copies.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Folder, "examples"), "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_passes_the_check(string name)
    {
        var file = Path.Combine(Repository.Folder, "examples", name);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var status = CommandAnswer.Run(DexCommand.Parse(["check", file]), Yaml.Environment(), output, error);

        Assert.Equal("", string.Join('\n', error.ToString().Split('\n').Where(line => !line.StartsWith("warning: ", StringComparison.Ordinal))));
        Assert.Equal(0, status);
        Assert.Equal($"{file} is valid{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void The_development_file_leaves_the_grants_to_the_console_and_the_flag()
    {
        var file = Path.Combine(Repository.Folder, "examples", "config-dev.yaml");
        var reading = new ConfigurationReader(Yaml.Environment()).ReadFile(file);
        var settings = SettingsConversion.ToFileSettings(reading);
        var built = new ServerCapabilities(["client_credentials"]);

        Assert.Empty(ServerPolicy.Compute(settings, ConsoleSettings.Empty, built, _ => null).ServedGrantTypes);
        Assert.Equal(["client_credentials"], ServerPolicy.Compute(settings, ConsoleSettings.Empty, built, _ => "true").ServedGrantTypes);
        Assert.Contains(reading.Configuration.StaticClients, client => client.Id == "example-machine");
        Assert.Contains(reading.Configuration.StaticClients, client => client.Id == "example-app");
        Assert.True(BCrypt.Net.BCrypt.Verify("password", reading.Configuration.StaticPasswords[0].Hash));
    }
}
