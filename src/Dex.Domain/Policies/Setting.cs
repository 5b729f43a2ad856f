namespace Dex.Domain.Policies;

/// <summary>An effective value and who says so.</summary>
/// <param name="Value">What applies.</param>
/// <param name="Source">The level that spoke first.</param>
/// <param name="Key">The variable, the key of the file, or the name of the console setting; empty for a default.</param>
/// <param name="Change">Who changed it and when, for console settings; null otherwise.</param>
public sealed record Setting<T>(T Value, SettingSource Source, string Key = "", SettingChange? Change = null)
{
    /// <summary>True when the console cannot change it.</summary>
    public bool IsPinned => Source is SettingSource.Environment or SettingSource.File;
}

/// <summary>Who set a console setting, and when.</summary>
public sealed record SettingChange(string By, DateTimeOffset At);
