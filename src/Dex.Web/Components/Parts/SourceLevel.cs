using Dex.Domain.Policies;

namespace Dex.Web.Components.Parts;

/// <summary>What one of the four sources says about a setting.</summary>
/// <param name="Source">Which of the four.</param>
/// <param name="Says">The value it gives, or "not set", or why it cannot speak.</param>
public sealed record SourceLevel(SettingSource Source, string Says)
{
    /// <summary>The variable or the key of the file, shown in mono; null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>Who and when, for the console; a remark, for the others.</summary>
    public string? By { get; init; }

    /// <summary>The shape before the value of the level that wins; null draws none.</summary>
    public StatusKind? Shape { get; init; }
}
