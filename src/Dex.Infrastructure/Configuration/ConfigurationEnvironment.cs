using Dex.Domain.Flags;

namespace Dex.Infrastructure.Configuration;

/// <summary>The environment variables of one start-up, given from outside so that nothing reads the process's own.</summary>
public sealed class ConfigurationEnvironment(IReadOnlyDictionary<string, string> variables)
{
    public IReadOnlyDictionary<string, string> Variables { get; } = variables;

    /// <summary>Keys that <c>$NAME</c> stands for are expanded unless this is off.</summary>
    public bool ExpandsVariables => IsOn(FeatureFlags.ExpandEnv);

    /// <summary>An unknown key is a fault rather than a warning.</summary>
    public bool RefusesUnknownKeys => IsOn(FeatureFlags.ConfigDisallowUnknownFields);

    /// <summary>A connector that cannot be opened is skipped and tried again at each use; off, it ends the start.</summary>
    public bool ContinuesOnConnectorFailure => IsOn(FeatureFlags.ContinueOnConnectorFailure);

    /// <summary>Empty when unset.</summary>
    public string this[string name] => Variables.GetValueOrDefault(name, "");

    private bool IsOn(FeatureFlag flag) => FeatureFlag.Parse(this[flag.Variable]) ?? flag.Default;
}
