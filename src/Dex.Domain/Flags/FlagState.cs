using Dex.Domain.Policies;

namespace Dex.Domain.Flags;

/// <summary>A flag with the value it has now and every level that was asked for it.</summary>
public sealed record FlagState(FeatureFlag Flag, Setting<bool> Setting, bool? Environment, ConsoleSetting<bool>? Console)
{
    public bool IsOn => Setting.Value;

    public bool IsAwayFromDefault => Setting.Value != Flag.Default;

    /// <summary>True when a retired flag is still set somewhere, which changes nothing.</summary>
    public bool IsSetInVain => Flag.Stage == FlagStage.Retired && (Environment is not null || Console is not null);

    /// <summary>True when the console can switch it.</summary>
    public bool IsSwitchable => Flag is { ActsBeforeStorage: false, Stage: not FlagStage.Retired } && Setting.Source != SettingSource.Environment;

    /// <summary>Environment, (the file has no key for flags), console, default: the first that speaks wins.</summary>
    public static FlagState Resolve(FeatureFlag flag, Func<string, string?> environment, ConsoleSettings console)
    {
        var spoken = FeatureFlag.Parse(environment(flag.Variable));
        var saved = flag.ActsBeforeStorage ? null : console.Flags.GetValueOrDefault(flag.Name);
        var setting = (flag.Stage, spoken, saved) switch
        {
            (FlagStage.Retired, _, _) => new Setting<bool>(flag.Default, SettingSource.Default),
            (_, { } value, _) => new Setting<bool>(value, SettingSource.Environment, flag.Variable),
            (_, _, { } value) => new Setting<bool>(value.Value, SettingSource.Console, flag.Name, new SettingChange(value.By, value.At)),
            _ => new Setting<bool>(flag.Default, SettingSource.Default),
        };
        return new FlagState(flag, setting, spoken, saved);
    }
}
