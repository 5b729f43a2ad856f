namespace Dex.Domain.Flags;

/// <summary>The three steps in which a behaviour's default changes.</summary>
public enum FlagStage
{
    /// <summary>Off unless asked for.</summary>
    Introduced,

    /// <summary>On unless refused.</summary>
    DefaultOn,

    /// <summary>Fixed; a setting is ignored with a warning.</summary>
    Retired,
}
