namespace Dex.Domain.Flags;

/// <summary>One switch that rolls out a behaviour, with the version in which each stage began or will begin.</summary>
/// <param name="Name">Lower case with underscores; its variable is <c>DEX_</c> and the name in upper case.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Stage">The stage now; the default follows from it.</param>
public sealed record FeatureFlag(string Name, string Summary, FlagStage Stage)
{
    /// <summary>The version of each stage; null when that stage never was or is not planned.</summary>
    public string? IntroducedIn { get; init; }

    /// <inheritdoc cref="IntroducedIn"/>
    public string? DefaultOnIn { get; init; }

    /// <inheritdoc cref="IntroducedIn"/>
    public string? RetiredIn { get; init; }

    /// <summary>True when the flag acts before the database is open, so that only the environment can set it.</summary>
    public bool ActsBeforeStorage { get; init; }

    /// <summary>The value a retired flag is fixed to.</summary>
    public bool RetiredValue { get; init; }

    public string Variable => "DEX_" + Name.ToUpperInvariant();

    public bool Default => Stage switch
    {
        FlagStage.Introduced => false,
        FlagStage.DefaultOn => true,
        _ => RetiredValue,
    };

    /// <summary>Reads a flag's variable as dex does: <c>1 t T true TRUE True</c> and their opposites; anything else is silence.</summary>
    public static bool? Parse(string? text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };
}
