namespace Dex.Domain.Overview;

/// <summary>One thing that waits for an administrator: what it is, one sentence of evidence, one verb.</summary>
/// <param name="Id">Stable while the cause lasts, such as <c>client.no_secret:backup</c>.</param>
/// <param name="Severity">Decides the order and the shape.</param>
/// <param name="Title">What is wrong, naming the thing; identifiers between back-ticks.</param>
/// <param name="Evidence">Numbers and rule ids; identifiers between back-ticks.</param>
/// <param name="Verb">The text of the button: a verb with its object.</param>
/// <param name="Href">Where the verb leads, relative to the console's path.</param>
public sealed record Finding(string Id, FindingSeverity Severity, string Title, string Evidence, string Verb, string Href);

/// <summary>How bad it is, worst first.</summary>
public enum FindingSeverity
{
    /// <summary>Somebody is refused now.</summary>
    Failing,

    /// <summary>It works and will stop, or is weaker than it should be.</summary>
    Warning,

    /// <summary>Good to know; nothing breaks.</summary>
    Notice,
}

/// <summary>Somebody who knows what needs a decision. Every registered source is asked each time Overview is drawn.</summary>
public interface IFindingSource
{
    /// <summary>Empty when nothing needs a decision.</summary>
    Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct);
}

/// <summary>All findings of all sources.</summary>
public sealed class Findings(IEnumerable<IFindingSource> sources)
{
    /// <summary>Worst first, in the order of the sources within a severity.</summary>
    public async Task<IReadOnlyList<Finding>> AllAsync(CancellationToken ct)
    {
        var found = new List<Finding>();
        foreach (var source in sources)
        {
            found.AddRange(await source.FindAsync(ct));
        }

        return [.. found.OrderBy(finding => finding.Severity)];
    }
}
