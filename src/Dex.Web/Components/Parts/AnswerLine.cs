namespace Dex.Web.Components.Parts;

/// <summary>The sentence under a page's title, with the half that matters in the middle.</summary>
/// <param name="Before">What leads up to it; may be empty.</param>
/// <param name="Strong">The half that answers; may be empty.</param>
/// <param name="After">What follows; may be empty.</param>
public sealed record AnswerLine(string Before, string Strong, string After)
{
    /// <summary>The whole sentence as text.</summary>
    public string Text => Before + Strong + After;
}
