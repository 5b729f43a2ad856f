namespace Dex.Web.Components.Parts;

/// <summary>How far a step of <see cref="StepList"/> is.</summary>
public enum StepState
{
    /// <summary>✓ behind us.</summary>
    Done,

    /// <summary>◐ under way.</summary>
    Now,

    /// <summary>○ to come.</summary>
    Next,
}

/// <summary>One step.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Title">What happens.</param>
/// <param name="Second">When, or by whom; null draws none.</param>
public sealed record ListStep(StepState State, string Title, string? Second = null);
