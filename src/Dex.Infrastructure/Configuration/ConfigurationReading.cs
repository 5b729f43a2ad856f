namespace Dex.Infrastructure.Configuration;

/// <summary>What reading a file gave: the configuration and every fault and warning. With a fault nothing may be started.</summary>
public sealed record ConfigurationReading(
    ConfigurationSource Source,
    DexConfiguration Configuration,
    IReadOnlyList<ConfigurationFinding> Faults,
    IReadOnlyList<ConfigurationFinding> Warnings)
{
    public bool IsValid => Faults.Count == 0;

    /// <summary>Every fault, one a line, in the shape that dex's operators know; empty for a valid file.</summary>
    public string FaultText => IsValid
        ? ""
        : $"invalid config: {Source.Name} has {(Faults.Count == 1 ? "one fault" : $"{Faults.Count} faults")}:\n"
            + string.Concat(Faults.Select(fault => $"\t-\t{fault}\n"));
}
