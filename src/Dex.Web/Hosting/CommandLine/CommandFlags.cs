namespace Dex.Web.Hosting.CommandLine;

/// <summary>The flags and arguments of one command, parsed as Go's flag packages do.</summary>
internal sealed class CommandFlags
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string? _problem;
    private bool _asksForHelp;

    public List<string> Arguments { get; } = [];

    /// <summary>Empty when the flag was not given; the last one wins.</summary>
    public string this[string flag] => _values.GetValueOrDefault(flag, "");

    public static CommandFlags Parse(List<string> args, IReadOnlyList<string> known)
    {
        var flags = new CommandFlags();
        for (var i = 0; i < args.Count && flags._problem is null; i++)
        {
            if (args[i] == "--")
            {
                flags.Arguments.AddRange(args.Skip(i + 1));
                break;
            }

            if (args[i].Length > 1 && args[i][0] == '-')
            {
                i += flags.TakeFlag(args, i, known);
            }
            else
            {
                flags.Arguments.Add(args[i]);
            }
        }

        return flags;
    }

    /// <summary>Help or a usage error, when the command line is one; null when the command can be built.</summary>
    public DexCommand? Outcome(string command, int expectedArguments = 1)
    {
        if (_asksForHelp)
        {
            return new HelpCommand(command);
        }

        var wanted = expectedArguments == 1 ? "one argument, the configuration file," : "no argument";
        return _problem is not null ? new UsageError(_problem, command)
            : Arguments.Count != expectedArguments ? new UsageError($"{command} expects {wanted} and got {Arguments.Count}", command)
            : null;
    }

    /// <summary>Answers how many further words belong to the flag.</summary>
    private int TakeFlag(List<string> args, int at, IReadOnlyList<string> known)
    {
        var word = args[at];
        if (word is "-h" or "--help")
        {
            _asksForHelp = true;
            return 0;
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var flag = equals < 0 ? word : word[..equals];
        var name = flag.StartsWith("--", StringComparison.Ordinal) ? flag[2..] : "";
        if (!known.Contains(name))
        {
            _problem = $"unknown flag: {flag}";
            return 0;
        }

        if (equals < 0 && at + 1 == args.Count)
        {
            _problem = $"flag needs an argument: {flag}";
            return 0;
        }

        _values[name] = equals < 0 ? args[at + 1] : word[(equals + 1)..];
        return equals < 0 ? 1 : 0;
    }
}
