using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>signer</c>: who signs tokens.</summary>
public sealed record SignerConfiguration
{
    public const string LocalType = "local";

    public string Type { get; init; } = "";

    /// <summary>As written; <see cref="Local"/> is what it means for the type <c>local</c>.</summary>
    [Key("config")]
    public YamlNode? RawConfig { get; init; }

    [ShapedByType, Key("config")]
    public LocalSignerSettings Local { get; init; } = new();
}

/// <summary>Keys in our own database.</summary>
public sealed record LocalSignerSettings
{
    public static readonly DexDuration DefaultRotationPeriod = DexDuration.Parse("6h");

    public static IReadOnlyList<string> Algorithms { get; } = ["RS256", "ES256"];

    /// <summary>Mandatory when the section is there.</summary>
    public DexDuration? KeysRotationPeriod { get; init; }

    /// <summary>Takes effect at the next rotation.</summary>
    public string Algorithm { get; init; } = "RS256";
}
