namespace Dex.Infrastructure.Configuration;

/// <summary>The environment variables of one start-up, given from outside so that nothing reads the process's own.</summary>
public sealed class ConfigurationEnvironment(IReadOnlyDictionary<string, string> variables)
{
    public IReadOnlyDictionary<string, string> Variables { get; } = variables;

    /// <summary>Keys that <c>$NAME</c> stands for are expanded unless this is off.</summary>
    public bool ExpandsVariables => Flag("DEX_EXPAND_ENV", byDefault: true);

    /// <summary>An unknown key is a fault rather than a warning.</summary>
    public bool RefusesUnknownKeys => Flag("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", byDefault: false);

    /// <summary>Empty when unset.</summary>
    public string this[string name] => Variables.GetValueOrDefault(name, "");

    /// <summary>dex's spelling of true and false; anything else is the default, silently.</summary>
    public bool Flag(string variable, bool byDefault) => this[variable] switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => byDefault,
    };
}
