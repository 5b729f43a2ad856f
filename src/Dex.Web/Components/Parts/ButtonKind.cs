namespace Dex.Web.Components.Parts;

/// <summary>How much a button weighs.</summary>
public enum ButtonKind
{
    /// <summary>Framed; the ordinary one.</summary>
    Plain,

    /// <summary>Filled with ink; one per view.</summary>
    Ink,

    /// <summary>No frame; for what one may also leave.</summary>
    Quiet,

    /// <summary>Framed in the colour of errors; only inside a dialog that asks for typing.</summary>
    Danger,
}
