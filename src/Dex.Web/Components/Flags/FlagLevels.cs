using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Flags;

/// <summary>What each of the four sources says about a flag.</summary>
public static class FlagLevels
{
    public static IReadOnlyList<SourceLevel> Of(FlagState state, DateTimeOffset now) =>
    [
        Mark(state, new(SettingSource.Environment, Word(state.Environment) ?? "not set") { Key = state.Flag.Variable }),
        new(SettingSource.File, "has no key for flags"),
        Mark(state, new(SettingSource.Console, Word(state.Console?.Value) ?? (state.Flag.ActsBeforeStorage ? "is asked too late" : "not set"))
        {
            By = state.Console is { } saved ? $"{saved.By}, {Ago.Date(saved.At, now)}, {saved.At.UtcDateTime:HH:mm} UTC" : null,
        }),
        Mark(state, new(SettingSource.Default, Word(state.Flag.Default)!) { By = $"stage: {FlagWords.Stage(state.Flag.Stage)}" }),
    ];

    private static SourceLevel Mark(FlagState state, SourceLevel level) =>
        level.Source == state.Setting.Source ? level with { Shape = state.IsOn ? StatusKind.Ok : StatusKind.Off } : level;

    private static string? Word(bool? on) => on switch { true => "on", false => "off", null => null };
}
