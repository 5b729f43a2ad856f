using Dex.Domain.Policies;

namespace Dex.Domain.Claims;

/// <summary>The issuer's own account of a token: for every claim, the rule that put it there or left it out.</summary>
public sealed class ClaimTrace
{
    private readonly List<ClaimDecision> _decisions = [];

    public IReadOnlyList<ClaimDecision> Decisions => _decisions;

    internal void Add(ClaimDecision decision) => _decisions.Add(decision);
}

/// <summary>One decision about one claim.</summary>
/// <param name="Name">The claim.</param>
/// <param name="Value">What it became; null when it was left out.</param>
/// <param name="Reason">The rule.</param>
/// <param name="Detail">Particulars for people; may be empty.</param>
public sealed record ClaimDecision(string Name, object? Value, ClaimReason Reason, string Detail)
{
    public bool IsPresent => Value is not null;
}

/// <summary>A rule about claims.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Text">One sentence, present tense.</param>
/// <param name="Source">Who decides, where a setting does.</param>
/// <param name="Key">The setting.</param>
public sealed record ClaimReason(string Id, string Text, SettingSource? Source = null, string Key = "");
