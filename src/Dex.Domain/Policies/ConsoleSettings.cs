using System.Collections.Immutable;

namespace Dex.Domain.Policies;

/// <summary>What administrators have set in the console; stored as one value with one version, so that two edits cannot cross.</summary>
public sealed record ConsoleSettings
{
    public static ConsoleSettings Empty { get; } = new();

    /// <summary>Counts saves; zero when nothing was ever saved. Guards against lost updates.</summary>
    public long Version { get; init; }

    /// <summary>The grant list; null when never saved, so that the default list applies.</summary>
    public ConsoleSetting<ImmutableSortedSet<string>>? GrantTypes { get; init; }

    /// <summary>Flags by name that were switched in the console; a flag that is absent follows its default.</summary>
    public ImmutableSortedDictionary<string, ConsoleSetting<bool>> Flags { get; init; } =
        ImmutableSortedDictionary.Create<string, ConsoleSetting<bool>>(StringComparer.Ordinal);
}

/// <summary>A console setting with who set it and when.</summary>
public sealed record ConsoleSetting<T>(T Value, string By, DateTimeOffset At);
