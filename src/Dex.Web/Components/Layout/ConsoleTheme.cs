using MudBlazor;

namespace Dex.Web.Components.Layout;

/// <summary>The palettes and type scale of the console. Every text colour reaches 4.5:1 on the grounds it is used on, every edge 3:1.</summary>
public static class ConsoleTheme
{
    private static readonly string[] Family = ["Geist Variable", "system-ui", "sans-serif"];

    /// <summary>A new theme; the caller keeps it for the life of the circuit.</summary>
    public static MudTheme Create() => new()
    {
        PaletteLight = Light(),
        PaletteDark = Dark(),
        Typography = Type(),
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            AppbarHeight = "52px",
            DrawerWidthLeft = "228px",
            DrawerMiniWidthLeft = "56px",
        },
        Shadows = new Shadow { Elevation = [.. Enumerable.Range(0, 26).Select(Depth)] },
    };

    private static string Depth(int level) => level switch
    {
        < 4 => "none",
        < 24 => "0 8px 24px -8px rgba(0,0,0,.28)",
        _ => "0 24px 60px -12px rgba(0,0,0,.40)",
    };

    private static PaletteLight Light() => new()
    {
        Background = "#F7F7F5",
        Surface = "#FFFFFF",
        BackgroundGray = "#F2F2EF",
        TableHover = "#F5F5F2",
        DrawerBackground = "#F7F7F5",
        DrawerText = "#505258",
        DrawerIcon = "#66686E",
        AppbarBackground = "#F7F7F5",
        AppbarText = "#17181B",
        TextPrimary = "#17181B",
        TextSecondary = "#505258",
        TextDisabled = "#66686E",
        ActionDefault = "#505258",
        ActionDisabled = "#66686E",
        ActionDisabledBackground = "#F2F2EF",
        LinesDefault = "#E5E5E1",
        TableLines = "#E5E5E1",
        Divider = "#E5E5E1",
        LinesInputs = "#878882",
        Primary = "#2848BE",
        PrimaryContrastText = "#FFFFFF",
        Dark = "#1B1C20",
        DarkContrastText = "#FFFFFF",
        Success = "#136B3E",
        Warning = "#855000",
        Error = "#AF2A22",
        Info = "#2848BE",
        Secondary = "#505258",
        HoverOpacity = 0.05,
        OverlayDark = "rgba(13,14,16,0.46)",
    };

    private static PaletteDark Dark() => new()
    {
        Background = "#0D0E10",
        Surface = "#141518",
        BackgroundGray = "#1A1C20",
        TableHover = "#191B1F",
        DrawerBackground = "#0D0E10",
        DrawerText = "#ABAFB8",
        DrawerIcon = "#8F949E",
        AppbarBackground = "#0D0E10",
        AppbarText = "#ECEDEF",
        TextPrimary = "#ECEDEF",
        TextSecondary = "#ABAFB8",
        TextDisabled = "#8F949E",
        ActionDefault = "#ABAFB8",
        ActionDisabled = "#8F949E",
        ActionDisabledBackground = "#1A1C20",
        LinesDefault = "#26282D",
        TableLines = "#26282D",
        Divider = "#26282D",
        LinesInputs = "#70757F",
        Primary = "#93ABFF",
        PrimaryContrastText = "#141518",
        Dark = "#ECEDEF",
        DarkContrastText = "#141518",
        Success = "#62C98F",
        SuccessContrastText = "#141518",
        Warning = "#E3B25A",
        WarningContrastText = "#141518",
        Error = "#F48F86",
        ErrorContrastText = "#141518",
        Info = "#93ABFF",
        InfoContrastText = "#141518",
        Secondary = "#ABAFB8",
        HoverOpacity = 0.08,
        OverlayDark = "rgba(0,0,0,0.6)",
    };

    private static Typography Type() => new()
    {
        Default = Style<DefaultTypography>(".84375rem", "400", "1.4815"),
        H1 = Style<H1Typography>("1.4375rem", "600", "1.304", "-.024em"),
        H2 = Style<H2Typography>(".90625rem", "600", "1.517", "-.008em"),
        H3 = Style<H3Typography>(".8125rem", "600", "1.538"),
        H4 = Style<H4Typography>("1.4375rem", "600", "1.304", "-.024em"),
        H5 = Style<H5Typography>("1.3125rem", "500", "1.19", "-.03em"),
        H6 = Style<H6Typography>("1.0625rem", "600", "1.412", "-.015em"),
        Subtitle1 = Style<Subtitle1Typography>(".875rem", "400", "1.5"),
        Subtitle2 = Style<Subtitle2Typography>(".84375rem", "400", "1.4815"),
        Body1 = Style<Body1Typography>(".84375rem", "400", "1.4815"),
        Body2 = Style<Body2Typography>(".8125rem", "400", "1.538"),
        Button = Style<ButtonTypography>(".8125rem", "500", "1.538"),
        Caption = Style<CaptionTypography>(".765625rem", "400", "1.388"),
        Overline = Style<OverlineTypography>(".75rem", "500", "1.333"),
    };

    private static T Style<T>(string size, string weight, string line, string tracking = "0")
        where T : BaseTypography, new() => new()
        {
            FontFamily = Family,
            FontSize = size,
            FontWeight = weight,
            LineHeight = line,
            LetterSpacing = tracking,
            TextTransform = "none",
        };
}
