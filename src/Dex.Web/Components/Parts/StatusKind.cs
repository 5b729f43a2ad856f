namespace Dex.Web.Components.Parts;

/// <summary>The six shapes. Each means one thing everywhere; the word beside it carries the meaning.</summary>
public enum StatusKind
{
    /// <summary>● works, live, on.</summary>
    Ok,

    /// <summary>▲ works, but.</summary>
    Warn,

    /// <summary>■ does not work.</summary>
    Error,

    /// <summary>◐ in change by itself.</summary>
    Turning,

    /// <summary>○ off, none, not reached.</summary>
    Off,

    /// <summary>◆ not saved, or a sample.</summary>
    Edited,
}
