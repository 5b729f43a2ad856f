namespace Dex.Domain.Refusals;

/// <summary>One rule that can refuse a request: a stable id, the error that the caller gets, and a sentence for administrators.</summary>
/// <param name="Id">Dotted, stable, safe for logs and metrics; the caller never sees it.</param>
/// <param name="Code">The RFC's error code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Meaning">What happened, for the console: short, present tense.</param>
/// <param name="Remedy">What puts it right; empty when only the caller can.</param>
public sealed record RefusalRule(string Id, string Code, int Status, string Meaning, string Remedy = "")
{
    /// <summary>True for an answer of the usual course, which nobody has to look into: it is logged, and not counted among the refusals.</summary>
    public bool IsOrdinary { get; init; }

    public override string ToString() => Id;
}
