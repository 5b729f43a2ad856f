using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Domain.Flags;

/// <summary>What a flag does at this server now, and what its later stages will do here. Identifiers stand between back-ticks.</summary>
public static class FlagEffect
{
    /// <summary>One or two sentences; they begin with "None." while the flag decides nothing.</summary>
    public static string Now(FlagState state, ServerPolicy policy) => state.Flag switch
    {
        { Stage: FlagStage.Retired } => "None. The flag is retired.",
        var flag when flag == FeatureFlags.ClientCredentialGrantEnabledByDefault => OnTheGrantList(state, policy),
        var flag when flag == FeatureFlags.ContinueOnConnectorFailure =>
            state.IsOn ? "A connector that cannot be opened is left out until it can be." : "The server starts only if every connector can be opened.",
        var flag when flag.ActsBeforeStorage && policy.File.FilePath is null => "None. The server runs without a configuration file.",
        var flag when flag == FeatureFlags.ExpandEnv =>
            state.IsOn ? "`$NAME` in the configuration file was replaced when the server started." : "The configuration file was read as it is written.",
        var flag when flag == FeatureFlags.ConfigDisallowUnknownFields =>
            state.IsOn ? "The configuration file has no key that is unknown; otherwise the server would not have started." : "Unknown keys of the configuration file were named in the log and passed over.",
        _ => state.IsOn ? "It is on." : "It is off.",
    };

    /// <summary>What the flag does when the stage begins, for who runs this server.</summary>
    public static string When(FlagStage stage, FlagState state)
    {
        var isSet = state.Environment is not null || state.Console is not null;
        return stage switch
        {
            FlagStage.Introduced => "off unless you ask for it",
            FlagStage.DefaultOn when state.Flag.Stage >= FlagStage.DefaultOn => "on unless you refuse it",
            FlagStage.DefaultOn when isSet => state.IsOn ? "no change for you: it is on already" : "no change for you: you have it off",
            FlagStage.DefaultOn => "it goes on; set it off to keep it as it is",
            FlagStage.Retired when state.Flag.Stage == FlagStage.Retired => $"always {Word(state.Flag.Default)}; a setting is ignored",
            _ when isSet && state.IsOn != state.Flag.RetiredValue => $"always {Word(state.Flag.RetiredValue)}: your setting will be ignored",
            _ => $"always {Word(state.Flag.RetiredValue)}{(isSet ? "; remove your setting" : "")}",
        };
    }

    /// <summary>The version in which each stage began or will begin, as far as it is planned.</summary>
    public static string? Version(FeatureFlag flag, FlagStage stage) => stage switch
    {
        FlagStage.Introduced => flag.IntroducedIn,
        FlagStage.DefaultOn => flag.DefaultOnIn,
        _ => flag.RetiredIn,
    };

    /// <summary>The stage that comes next and its version; null when none is planned.</summary>
    public static (FlagStage Stage, string Version)? Next(FeatureFlag flag) => Enum.GetValues<FlagStage>()
        .Where(stage => stage > flag.Stage)
        .Select(stage => (Stage: stage, Version: Version(flag, stage)))
        .Where(step => step.Version is not null)
        .Select(step => ((FlagStage, string)?)(step.Stage, step.Version!))
        .FirstOrDefault();

    /// <summary>The next version in which any flag changes its stage; null when none is planned.</summary>
    public static string? NextVersion(IEnumerable<FeatureFlag> flags) =>
        flags.Select(Next).Where(next => next is not null).Select(next => next!.Value.Version).MinBy(version => new Version(version));

    private static string Word(bool on) => on ? "on" : "off";

    private static string OnTheGrantList(FlagState state, ServerPolicy policy)
    {
        const string grant = GrantTypes.ClientCredentials;
        return policy.GrantTypes.Source switch
        {
            SettingSource.File => "None. The file lists the grants in `oauth2.grantTypes`, so this flag is not asked.",
            SettingSource.Console => "None. The grant list is saved in the console, so this flag is not asked.",
            _ => state.IsOn ? $"`{grant}` is on the default grant list, so machines get tokens." : $"`{grant}` is not on the default grant list, so machines get no token.",
        };
    }
}
