using Dex.Infrastructure.Configuration;

namespace Dex.Web.Hosting.CommandLine;

/// <summary>Answers the commands that start nothing, and tells a bad file on standard error.</summary>
public static class CommandAnswer
{
    /// <summary>The exit status of every failure.</summary>
    public const int Failure = 2;

    /// <summary>The exit status; null when the command needs a server or a database (sample, serve, migrate).</summary>
    public static int? Run(DexCommand command, ConfigurationEnvironment environment, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        switch (command)
        {
            case VersionCommand:
                output.WriteLine(DexVersion.Report);
                return 0;
            case HelpCommand help:
                output.WriteLine(UsageText.Of(help.Topic));
                return 0;
            case UsageError usage:
                error.WriteLine($"Error: {usage.Message}");
                error.WriteLine(UsageText.Of(usage.Topic));
                return Failure;
            case CheckCommand check:
                return Check(new ConfigurationReader(environment).ReadFile(check.ConfigurationPath), output, error);
            default:
                return null;
        }
    }

    /// <summary>Writes every fault of a reading, or nothing when it is valid; true when the server must not start.</summary>
    public static bool Refuses(ConfigurationReading reading, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(error);
        error.Write(reading.FaultText);
        return !reading.IsValid;
    }

    private static int Check(ConfigurationReading reading, TextWriter output, TextWriter error)
    {
        foreach (var warning in reading.Warnings)
        {
            error.WriteLine($"warning: {warning}");
        }

        if (Refuses(reading, error))
        {
            return Failure;
        }

        output.WriteLine($"{reading.Source.Name} is valid");
        return 0;
    }
}
