namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>logger</c>.</summary>
public sealed record LoggerConfiguration
{
    /// <summary>DEBUG, INFO, WARN or ERROR in any case, optionally with an offset (<c>INFO+2</c>).</summary>
    public string Level { get; init; } = "INFO";

    /// <summary><c>text</c> or <c>json</c> in any case; empty is text.</summary>
    public string Format { get; init; } = "text";

    /// <summary>Attributes that are never written.</summary>
    public IReadOnlyList<string> ExcludeFields { get; init; } = [];
}
