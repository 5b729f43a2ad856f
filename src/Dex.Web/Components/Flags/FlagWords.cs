using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Flags;

/// <summary>The sentences of the page.</summary>
public static class FlagWords
{
    public static string Stage(FlagStage stage) => stage switch
    {
        FlagStage.Introduced => "introduced",
        FlagStage.DefaultOn => "default on",
        _ => "retired",
    };

    public static AnswerLine Answer(ServerPolicy policy, int changes)
    {
        var away = policy.Flags.Count(state => state.IsAwayFromDefault);
        var all = Amount.InWords(policy.Flags.Length).ToLowerInvariant();
        var first = away switch
        {
            0 => "Every flag is as shipped.",
            1 => $"One of {all} is away from its default.",
            _ => $"{Amount.InWords(away)} of {all} are away from their default.",
        };
        var vain = policy.Flags.Count(state => state.IsSetInVain);
        var second = (changes, vain) switch
        {
            (1, _) => " One change is not saved; nothing has changed yet.",
            (_, 0) => "",
            (_, 1) => " One is set in vain: retired flags ignore what you say.",
            _ => $" {Amount.InWords(vain)} are set in vain: retired flags ignore what you say.",
        };
        return new("", first, second);
    }

    /// <summary>The grants that go or come, as the end of a sentence.</summary>
    public static string Grants(SettingsPreview preview)
    {
        var lost = string.Join(", ", preview.LostGrants.Select(Domain.Protocol.GrantTypes.ShortName));
        var gained = string.Join(", ", preview.GainedGrants.Select(Domain.Protocol.GrantTypes.ShortName));
        return (lost, gained) switch
        {
            ("", "") => "",
            (_, "") => $" and switch {lost} off",
            ("", _) => $" and switch {gained} on",
            _ => $", switch {lost} off and {gained} on",
        };
    }
}
