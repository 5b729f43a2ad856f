using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Persistence;
using Dex.Web.Endpoints;
using Dex.Web.Endpoints.Assets;
using Dex.Web.Endpoints.Pages;
using Dex.Web.Login;

namespace Dex.Web.Hosting;

/// <summary>The pages that people see when they sign in: what they look like (<c>frontend</c>), and their files.</summary>
internal static class FrontendHosting
{
    public static IServiceCollection AddFrontend(
        this IServiceCollection services, DexConfiguration configuration, ConfigurationEnvironment environment, SampleMode sample)
    {
        var frontend = configuration.Frontend;
        var folder = frontend.DirectoryIn(environment);
        IAssetTree tree = folder.Length > 0 ? new FolderAssets(folder) : new EmbeddedAssets();
        var theme = AssetTheme.Of(frontend.Theme, tree);
        var issuer = new Issuer(configuration.Issuer);
        return services
            .AddSingleton(tree)
            .AddSingleton(theme)
            .AddSingleton<AssetServer>()
            .AddSingleton(new PageLook
            {
                IssuerPath = issuer.Path,
                Address = issuer.Uri.Authority + issuer.Path,
                IssuerName = frontend.Issuer.Length > 0 ? frontend.Issuer : PageLook.ProductName,
                LogoUrl = LogoOf(frontend.LogoUrl, folder, theme, tree),
                Texts = new PageTexts(frontend.Extra),
                SampleHint = sample.IsOn ? $"{SampleData.AdministratorEmail} / {SampleData.AdministratorPassword}" : "",
            })
            .AddSingleton<PageWriter>()
            .AddSingleton<IProtocolEndpoint, HomeEndpoint>()
            .AddSingleton<IProtocolEndpoint, RobotsEndpoint>();
    }

    // An operator's own files bring the operator's own logo; ours is drawn into the page, in the colours of the theme.
    private static string LogoOf(string configured, string folder, AssetTheme theme, IAssetTree tree) =>
        configured.Length > 0 ? configured
        : folder.Length > 0 && tree.Find(["themes", theme.Name, "logo.png"]) is not null ? "theme/logo.png"
        : "";
}
