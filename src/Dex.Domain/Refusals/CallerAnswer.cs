namespace Dex.Domain.Refusals;

/// <summary>How a refusal reached its caller.</summary>
public enum AnswerForm
{
    /// <summary>Nobody noted it.</summary>
    Unknown,

    /// <summary>A body of <c>error</c> and <c>error_description</c> (RFC 6749 section 5.2).</summary>
    Json,

    /// <summary>A page for the person.</summary>
    Page,

    /// <summary>The browser went back to the client with the error (RFC 6749 section 4.1.2.1), by redirect or by a posted form.</summary>
    Redirect,

    /// <summary>An answer was under way already, so the connection was cut.</summary>
    Cut,
}

/// <summary>What the caller of a refused request was told. Nothing in it says which rule refused.</summary>
/// <param name="Status">The HTTP status; zero when the connection was cut.</param>
public sealed record CallerAnswer(AnswerForm Form, int Status)
{
    public static CallerAnswer Unknown { get; } = new(AnswerForm.Unknown, 0);

    /// <summary>The <c>error</c> member; empty on a page.</summary>
    public string Error { get; init; } = "";

    /// <summary>The <c>error_description</c> member, or the sentence on the page; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The value of <c>WWW-Authenticate</c>; empty when there was none.</summary>
    public string Challenge { get; init; } = "";

    /// <summary>The value of <c>Retry-After</c> in seconds; null when there was none.</summary>
    public long? RetryAfter { get; init; }

    /// <summary>Where the browser was sent, without query and fragment, which hold the state; empty when it was not.</summary>
    public string SentTo { get; init; } = "";
}
