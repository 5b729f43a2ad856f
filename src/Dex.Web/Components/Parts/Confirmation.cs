namespace Dex.Web.Components.Parts;

/// <summary>What <see cref="ConfirmDialog"/> asks.</summary>
/// <param name="Title">The act and the thing: "Delete Invoice sync?"</param>
/// <param name="Effect">What it does, measured: "118 tokens an hour depend on it."</param>
/// <param name="Verb">The button: "Delete Invoice sync".</param>
public sealed record Confirmation(string Title, string Effect, string Verb)
{
    /// <summary>What must be typed first; null asks for nothing.</summary>
    public string? Type { get; init; }

    /// <summary>The button that leaves everything as it is.</summary>
    public string Keep { get; init; } = "Cancel";

    /// <summary>True draws the act in the colour of errors; false as the ordinary filled button.</summary>
    public bool Destructive { get; init; } = true;

    /// <summary>
    /// Does it. Null or an empty answer means done and closes the dialog; anything else is what the server refused, shown in it.
    /// Without it the dialog only asks.
    /// </summary>
    public Func<CancellationToken, Task<string?>>? Act { get; init; }
}
