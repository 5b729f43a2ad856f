using Dex.Infrastructure.Configuration;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>Reads YAML texts as a start-up would.</summary>
internal static class Yaml
{
    /// <summary>The least that is valid; tests put their lines behind it.</summary>
    public const string Least = """
        issuer: http://127.0.0.1:5556/dex
        storage: {type: memory}
        web: {http: 127.0.0.1:5556}

        """;

    public static ConfigurationEnvironment Environment(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));

    public static ConfigurationReading Read(string yaml, params (string Name, string Value)[] variables) =>
        new ConfigurationReader(Environment(variables)).ReadText(yaml, "config.yaml");

    /// <summary>Reads the least valid file and these lines, which replace the ones with the same key.</summary>
    public static ConfigurationReading With(string lines, params (string Name, string Value)[] variables)
    {
        var keys = lines.Split('\n').Select(line => line.Split(':')[0]).ToHashSet();
        var kept = Least.Split('\n').Where(line => !keys.Contains(line.Split(':')[0]));
        return Read(string.Join('\n', kept) + lines, variables);
    }

    /// <summary>The configuration of a file that must be valid.</summary>
    public static DexConfiguration Valid(string lines, params (string Name, string Value)[] variables)
    {
        var reading = With(lines, variables);
        Assert.Empty(reading.Faults);
        return reading.Configuration;
    }

    public static ConfigurationFinding OnlyFault(this ConfigurationReading reading) => Assert.Single(reading.Faults);
}
