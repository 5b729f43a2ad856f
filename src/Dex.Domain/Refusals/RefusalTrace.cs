using System.Collections.Immutable;

namespace Dex.Domain.Refusals;

/// <summary>What became of one rule for one request.</summary>
public enum CheckState
{
    /// <summary>✓ asked, and passed.</summary>
    Passed,

    /// <summary>■ the one that refused.</summary>
    Stopped,

    /// <summary>○ the request did not come that far.</summary>
    NotReached,
}

/// <summary>One line of a trace.</summary>
/// <param name="Seen">What a rule that was passed saw; empty where nothing can be said but that it was passed, and for every other rule.</param>
public sealed record RuleCheck(RefusalRule Rule, CheckState State, string Seen = "");

/// <summary>What a refused request was asked, in order: what it passed, what stopped it, what it never came to.</summary>
public static class RefusalTrace
{
    // Of these is known, whatever interrupted the request, that they were passed once the form has been read.
    private static readonly RefusalRule[] BeforeForm = [RefusalRules.RequestMethod, RefusalRules.RequestTooLarge, RefusalRules.RequestMalformedForm];

    public static IReadOnlyList<RuleCheck> Of(RefusalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = RefusalPaths.Of(context.Record);
        var at = path.IndexOf(context.Record.Rule);
        var passed = at >= 0 ? at : PassedBeforeInterruption(context.Record, path);
        return
        [
            .. path.Take(passed).Select(rule => new RuleCheck(rule, CheckState.Passed, SeenValues.Of(rule, context))),
            new RuleCheck(context.Record.Rule, CheckState.Stopped),
            .. path.Skip(at >= 0 ? at + 1 : passed).Select(rule => new RuleCheck(rule, CheckState.NotReached)),
        ];
    }

    private static int PassedBeforeInterruption(RefusalRecord record, ImmutableArray<RefusalRule> path) =>
        record.Facts.ParameterCount is null ? 0 : path.TakeWhile(rule => BeforeForm.Contains(rule)).Count();
}
