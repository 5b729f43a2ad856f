using Dex.Infrastructure.Configuration;

namespace Dex.Web.Hosting.CommandLine;

/// <summary>What a command line asks for. Parsing decides nothing else: no file is touched, nothing is written.</summary>
public abstract record DexCommand
{
    /// <summary>Flags may stand before or after the argument, as <c>--flag value</c> or <c>--flag=value</c>; <c>--</c> ends them.</summary>
    public static DexCommand Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count == 0)
        {
            return new SampleCommand();
        }

        var rest = args.Skip(1).ToList();
        return args[0] switch
        {
            "help" or "--help" or "-h" => rest is [var topic, ..] ? HelpOn(topic) : new HelpCommand(""),
            "serve" => ParseServe(rest),
            "check" => ParseFileCommand("check", rest, path => new CheckCommand(path)),
            "migrate" => ParseFileCommand("migrate", rest, path => new MigrateCommand(path)),
            "version" => ParseVersion(rest),
            var other when other.StartsWith('-') => new UsageError($"unknown flag: {other}", ""),
            var other => new UsageError($"unknown command \"{other}\"", ""),
        };
    }

    private static DexCommand HelpOn(string topic) => UsageText.IsCommand(topic)
        ? new HelpCommand(topic)
        : new UsageError($"unknown command \"{topic}\"", "");

    private static DexCommand ParseServe(List<string> args)
    {
        var flags = CommandFlags.Parse(args, ["web-http-addr", "web-https-addr", "telemetry-addr", "grpc-addr"]);
        return flags.Outcome("serve") ?? new ServeCommand(
            flags.Arguments[0],
            new ListenAddresses(
                WebHttp: flags["web-http-addr"],
                WebHttps: flags["web-https-addr"],
                Telemetry: flags["telemetry-addr"],
                Grpc: flags["grpc-addr"]));
    }

    private static DexCommand ParseFileCommand(string name, List<string> args, Func<string, DexCommand> command)
    {
        var flags = CommandFlags.Parse(args, []);
        return flags.Outcome(name) ?? command(flags.Arguments[0]);
    }

    private static DexCommand ParseVersion(List<string> args)
    {
        var flags = CommandFlags.Parse(args, []);
        return flags.Outcome("version", expectedArguments: 0) ?? new VersionCommand();
    }
}

/// <summary>No arguments: the embedded default with sample data, on loopback.</summary>
public sealed record SampleCommand : DexCommand;

/// <summary><c>serve CONFIG</c>.</summary>
public sealed record ServeCommand(string ConfigurationPath, ListenAddresses Addresses) : DexCommand;

/// <summary><c>check CONFIG</c>: validates and exits.</summary>
public sealed record CheckCommand(string ConfigurationPath) : DexCommand;

/// <summary><c>migrate CONFIG</c>: brings the database up to date and exits.</summary>
public sealed record MigrateCommand(string ConfigurationPath) : DexCommand;

/// <summary><c>version</c>.</summary>
public sealed record VersionCommand : DexCommand;

/// <summary>Help on a command; an empty topic is the whole program.</summary>
public sealed record HelpCommand(string Topic) : DexCommand;

/// <summary>A command line that says nothing we know. The topic chooses the usage text that follows the message.</summary>
public sealed record UsageError(string Message, string Topic) : DexCommand;
