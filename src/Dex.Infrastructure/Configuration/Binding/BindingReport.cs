namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>What binding noticed apart from the values.</summary>
internal sealed class BindingReport
{
    public List<ConfigurationFinding> Faults { get; } = [];

    /// <summary>Keys that no section knows; strict ones end the start-up when dex's flag asks for it.</summary>
    public List<(ConfigurationFinding Finding, bool IsStrict)> Unknown { get; } = [];

    /// <summary>Paths of the keys that the file states with a value, in the spelling of the manual.</summary>
    public HashSet<string> Stated { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths of keys that are understood and have no effect.</summary>
    public List<string> NotServed { get; } = [];

    /// <summary>First and last line of each secret, so that an excerpt of the file can hide it.</summary>
    public List<(int First, int Last)> SecretLines { get; } = [];
}
