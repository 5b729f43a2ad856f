using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>frontend</c>: the look of the pages that people see.</summary>
public sealed record FrontendConfiguration
{
    /// <summary>The variable that names the folder when <see cref="Dir"/> does not.</summary>
    public const string DirVariable = "DEX_FRONTEND_DIR";

    /// <summary>The themes that the server brings along, the names of old releases included.</summary>
    public static IReadOnlyList<string> ShippedThemes { get; } = ["light", "dark", "auto", "coreos", "tectonic"];

    /// <summary>The texts that <see cref="Extra"/> can replace.</summary>
    public static IReadOnlyList<string> TextKeys { get; } =
    [
        "signInTitle", "signInLead", "passwordNote", "consentNote", "supportName",
        "footerPrivacyUrl", "footerPrivacyLabel", "footerHelpUrl", "footerHelpLabel",
    ];

    /// <summary>A folder that replaces all files of the front end; empty means those of the server.</summary>
    public string Dir { get; init; } = "";

    /// <summary>Absolute, or relative to the issuer; empty means the logo of the folder, else the product's mark.</summary>
    [Key("logoURL")]
    public string LogoUrl { get; init; } = "";

    /// <summary>The display name of the issuer.</summary>
    public string Issuer { get; init; } = "dex";

    /// <summary>A folder of <c>themes</c>; empty follows the device's light or dark.</summary>
    public string Theme { get; init; } = "";

    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder in force: of the file, else of the environment; empty when neither names one.</summary>
    public string DirectoryIn(ConfigurationEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Dir.Length > 0 ? Dir : environment[DirVariable];
    }
}
