using Dex.Domain.Overview;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Overview;

/// <summary>The sentence under the title.</summary>
public static class OverviewAnswer
{
    public static AnswerLine Of(OverviewFigures figures)
    {
        var decisions = figures.Findings.Count(finding => finding.Severity != FindingSeverity.Notice);
        var failing = figures.Findings.Count(finding => finding.Severity == FindingSeverity.Failing);
        return (figures, decisions, failing) switch
        {
            ({ AnyToken: false, FirstClient: not null }, 0, _) => new("Everything answers. ", "Nobody has asked for a token yet", "; yours can be the first."),
            ({ AnyToken: false }, 0, _) => new("Everything answers. ", "Nobody can ask for a token yet", ": no client that may get one has a live secret."),
            (_, 0, _) => new("Everything answers. ", "Nothing needs a decision", "."),
            (_, 1, 0) => new("Everything answers. ", "One thing needs a decision", "."),
            (_, 1, _) => new("", "One thing needs a decision", ": it refuses a client right now."),
            (_, _, 0) => new("Everything answers. ", $"{Amount.InWords(decisions)} things need a decision", "."),
            (_, _, 1) => new("", $"{Amount.InWords(decisions)} things need a decision", ", and one of them refuses a client right now."),
            _ => new("", $"{Amount.InWords(decisions)} things need a decision", $", and {Amount.InWords(failing).ToLowerInvariant()} of them refuse clients right now."),
        };
    }
}
