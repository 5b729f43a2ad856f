using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class FrontendValidator : AbstractValidator<FrontendConfiguration>
{
    /// <summary>What pages cannot do without, relative to the folder. A theme may be missing: its files are then not found.</summary>
    private static readonly string[] Required = ["robots.txt", "static/main.css"];

    public FrontendValidator(ConfigurationEnvironment environment)
    {
        RuleFor(f => f).Custom((frontend, context) => CheckFolder(frontend, frontend.DirectoryIn(environment), context));
        RuleFor(f => f.LogoUrl).Must(url => !url.StartsWith("//", StringComparison.Ordinal) && HasScheme(url, "http", "https", "data"))
            .WithMessage("A logo comes from an http, https or data URL, or from a path relative to the issuer, such as theme/logo.png.");
        RuleFor(f => f.Theme).Must(theme => !theme.StartsWith('.') && !theme.Any(c => c is '/' or '\\' or ':' || char.IsControl(c)))
            .WithMessage((_, theme) => $"{Shown.Quoted(theme)} is no theme; write the name of one folder of themes.");
        RuleFor(f => f.Extra).Custom(CheckTexts);
    }

    private static void CheckFolder(FrontendConfiguration frontend, string folder, ValidationContext<FrontendConfiguration> context)
    {
        if (folder.Length == 0)
        {
            if (frontend.Theme.Length > 0 && !FrontendConfiguration.ShippedThemes.Contains(frontend.Theme, StringComparer.Ordinal))
            {
                context.Warn("Theme", $"The server brings no theme {Shown.Quoted(frontend.Theme)}, so pages will have no colours; write light or dark, or a folder of your own in dir.");
            }

            return;
        }

        var missing = Required.Where(name => !IsReadable(Path.Combine(folder, name))).ToList();
        if (missing.Count > 0)
        {
            context.Fault("Dir", $"Failed to load the web assets: {Shown.Quoted(folder)} replaces all files of the pages and lacks {Shown.Listed(missing)}.");
        }

        if (Directory.Exists(Path.Combine(folder, "templates")))
        {
            context.Warn("Dir", "The folder templates is not used, page templates of dex are not offered; use logoURL, issuer, theme, "
                + "the texts of extra, and the style sheets under themes and static.");
        }
    }

    private static bool IsReadable(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    private static void CheckTexts(IReadOnlyDictionary<string, string> texts, ValidationContext<FrontendConfiguration> context)
    {
        foreach (var (key, text) in texts)
        {
            if (!FrontendConfiguration.TextKeys.Contains(key, StringComparer.Ordinal))
            {
                context.Warn($"Extra.{key}", $"No page shows this text; those that can be replaced are {Shown.Listed(FrontendConfiguration.TextKeys)}.");
            }
            else if (key.EndsWith("Url", StringComparison.Ordinal) && !HasScheme(text, "http", "https", "mailto"))
            {
                context.Fault($"Extra.{key}", "A link of the foot is an http, https or mailto URL, or a path relative to the issuer.");
            }
        }
    }

    // A script or a file of the device behind a link would run as ours; without a scheme the link is relative.
    private static bool HasScheme(string url, params string[] allowed)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || url[..colon].Contains('/', StringComparison.Ordinal) || allowed.Contains(url[..colon], StringComparer.OrdinalIgnoreCase);
    }
}
