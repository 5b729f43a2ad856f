namespace Dex.Web.Components.Layout;

/// <summary>What the browser says about itself: the theme in force and how much room there is.</summary>
/// <param name="Dark">True when the dark palette is in force.</param>
/// <param name="Chosen">The theme that the person chose: <c>light</c>, <c>dark</c>, or null to follow the device.</param>
/// <param name="Width"><c>full</c> from 1280 px, <c>rail</c> from 768 px, else <c>phone</c>.</param>
/// <param name="Folded">True when the person folded the drawer to a rail.</param>
/// <param name="Keys">True while single letters act as shortcuts.</param>
public sealed record Screen(bool Dark, string? Chosen, string Width, bool Folded, bool Keys)
{
    /// <summary>What is assumed until the browser has answered.</summary>
    public static Screen Unknown { get; } = new(false, null, "full", false, true);

    /// <summary>True when there is no room beside the page.</summary>
    public bool IsPhone => Width == "phone";

    /// <summary>True when the drawer shows icons only.</summary>
    public bool IsRail => Width == "rail" || (Width == "full" && Folded);
}
