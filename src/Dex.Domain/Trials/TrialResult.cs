using Dex.Domain.Claims;
using Dex.Domain.Refusals;

namespace Dex.Domain.Trials;

/// <summary>What a trial sent, what came back, and why.</summary>
public sealed record TrialResult
{
    /// <summary>Method and address as sent, such as <c>POST https://id.example.com/dex/token</c>.</summary>
    public required string RequestLine { get; init; }

    /// <summary>
    /// The headers of interest, an empty line, and the body, as sent but for the secret, in whose place stands the word <c>redacted</c>
    /// (in a Basic header: after the part of the value that holds the client id alone).
    /// </summary>
    public required IReadOnlyList<string> Request { get; init; }

    /// <summary>The HTTP status; zero when no answer came.</summary>
    public required int Status { get; init; }

    /// <summary>Why no answer came; empty when one did.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Response headers of interest, in the order received: content type, caching, challenge, request id, retry.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The response body as text: its access and ID tokens live one minute and are shown whole, what else opens anything is redacted.</summary>
    public string Body { get; init; } = "";

    /// <summary>From the first byte sent to the last byte read.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The value of <c>X-Request-Id</c>; empty when no answer came.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Null when none was issued.</summary>
    public TrialToken? AccessToken { get; init; }

    /// <summary>Null when none was issued.</summary>
    public TrialToken? IdToken { get; init; }

    /// <summary>For a further trial; null when none was issued. Never for a page.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>What a device would show and poll with; null at every other endpoint.</summary>
    public TrialDevice? Device { get; init; }

    /// <summary>The <c>error</c> of the answer; empty when it is none.</summary>
    public string Error { get; init; } = "";

    /// <summary>What the issuer noted of its refusal; null when it issued, or when the note is gone.</summary>
    public RefusalRecord? Refusal { get; init; }

    /// <summary>True when a token was issued.</summary>
    public bool Succeeded => AccessToken is not null;

    public override string ToString() => $"{nameof(TrialResult)} {{ {RequestLine}, {Status} }}";
}

/// <summary>What a device gets (RFC 8628 section 3.2).</summary>
/// <param name="DeviceCode">For the polls of the trial; never for a page.</param>
/// <param name="Address">Where the person goes, with the user code in it.</param>
public sealed record TrialDevice(string UserCode, string Address, string DeviceCode, TimeSpan Interval, TimeSpan ExpiresIn)
{
    public override string ToString() => $"{nameof(TrialDevice)} {{ {UserCode} }}";
}

/// <summary>One token of a trial, decoded, with the issuer's own account of it.</summary>
/// <param name="Text">The compact form: three parts joined by dots.</param>
/// <param name="Header">The first part as JSON text.</param>
/// <param name="Payload">The second part as JSON text.</param>
/// <param name="Decisions">For every claim the rule that put it there or left it out, in the issuer's order.</param>
public sealed record TrialToken(string Text, string Header, string Payload, IReadOnlyList<ClaimDecision> Decisions);
