using Dex.Domain.Policies;

namespace Dex.Web.Endpoints.Assets;

/// <summary>The raw file trees below the issuer, <c>/static/...</c> and <c>/theme/...</c>: no request id, no configured headers.</summary>
/// <param name="theme">The folder of <c>themes</c> that <c>/theme</c> stands for.</param>
internal sealed class AssetServer(IServerPolicySource policies, IAssetTree tree, AssetTheme theme)
{
    private readonly string _static = $"{policies.Current.Issuer.Path}/static/";
    private readonly string _theme = $"{policies.Current.Issuer.Path}/theme/";

    /// <summary>Null when the path is no file of the trees.</summary>
    public Asset? Find(string path) =>
        path.StartsWith(_static, StringComparison.Ordinal) ? Find(["static"], path[_static.Length..])
        : path.StartsWith(_theme, StringComparison.Ordinal) ? Find(["themes", theme.Name], path[_theme.Length..])
        : null;

    private Asset? Find(string[] folder, string rest) =>
        AssetPath.Read(rest) is { } names ? tree.Find([.. folder, .. names]) : null;
}

/// <summary>The theme in force.</summary>
internal sealed record AssetTheme(string Name)
{
    /// <summary>Follows the device's light or dark.</summary>
    public const string Automatic = "auto";

    /// <summary>The theme that a configured name means. The names of old releases mean light.</summary>
    /// <param name="configured">Empty: light or dark as the device says, in a tree that has such a theme.</param>
    public static AssetTheme Of(string configured, IAssetTree tree) => new(configured switch
    {
        "coreos" or "tectonic" => "light",
        "" => tree.Find(["themes", Automatic, "styles.css"]) is null ? "light" : Automatic,
        _ => configured,
    });
}
