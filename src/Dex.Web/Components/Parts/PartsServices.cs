namespace Dex.Web.Components.Parts;

/// <summary>What the parts need from the container.</summary>
public static class PartsServices
{
    /// <summary>Registers one set per circuit.</summary>
    public static IServiceCollection AddConsoleParts(this IServiceCollection services)
    {
        services.AddScoped<Announcer>();
        services.AddScoped<BrowserTools>();
        services.AddScoped<IPaletteSource, PagePalette>();
        return services;
    }
}
