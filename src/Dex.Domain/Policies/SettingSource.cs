namespace Dex.Domain.Policies;

/// <summary>Who decides a setting. The order is the order of precedence: the first that speaks wins.</summary>
public enum SettingSource
{
    /// <summary>A variable of the process; read once at start-up.</summary>
    Environment,

    /// <summary>The configuration file; read once at start-up.</summary>
    File,

    /// <summary>A value saved by an administrator; in force at once.</summary>
    Console,

    /// <summary>What applies when nobody says anything.</summary>
    Default,
}
