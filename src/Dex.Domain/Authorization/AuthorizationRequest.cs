using System.Collections.Immutable;
using Dex.Domain.Claims;

namespace Dex.Domain.Authorization;

/// <summary>
/// A validated authorization request (OpenID Connect Core section 3.1.2.1) and how far the person has come with it: the one thing that
/// the browser flow stores. Steps change it and return to the dispatcher; issuing removes it, which is what makes issuing single-use.
/// </summary>
public sealed record AuthorizationRequest
{
    /// <summary>Random; also the <c>state</c> that an upstream provider sees.</summary>
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The words of <c>response_type</c>, each once, in the order <c>code id_token token</c>. Never empty.</summary>
    public required ImmutableArray<string> ResponseTypes { get; init; }

    public ResponseMode ResponseMode { get; init; }

    /// <summary>Registered, or allowed by the rules for public clients; byte for byte what the token endpoint must be shown.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>As sent, in order, repetitions included.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>Empty when the client sent none.</summary>
    public string State { get; init; } = "";

    /// <summary>Empty when the client sent none.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>RFC 7636; empty when the client sent none.</summary>
    public string CodeChallenge { get; init; } = "";

    /// <summary><c>plain</c> also when no challenge was sent.</summary>
    public string CodeChallengeMethod { get; init; } = "plain";

    /// <summary>The words of <c>prompt</c>, in the order login, consent, select_account; <c>none</c> stands alone.</summary>
    public ImmutableArray<string> Prompt { get; init; } = [];

    /// <summary>Null when the client sent none.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>True when the consent page is shown whatever was consented before.</summary>
    public bool ForcesConsent { get; init; }

    /// <summary>Whom the client expects; empty when it said nothing.</summary>
    public string LoginHint { get; init; } = "";

    /// <summary>The <c>sub</c> of a verified <c>id_token_hint</c>; empty when there was none.</summary>
    public string HintedSubject { get; init; } = "";

    /// <summary>The connector that the person signs in with.</summary>
    public required string ConnectorId { get; init; }

    /// <summary>Opaque to everybody but the connector; null when it has none.</summary>
    public string? ConnectorData { get; init; }

    /// <summary>The secret behind the step proofs; renewed by each login, so that older pages prove nothing. Never leaves the server.</summary>
    public required string ProofKey { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// The code of the device that this request is for (RFC 8628), as it is shown there; empty for an application's own request. What is
    /// answered then goes to our own callback, and from there to the device.
    /// </summary>
    public string UserCode { get; init; } = "";

    public bool IsForDevice => UserCode.Length > 0;

    /// <summary>Null until the person has signed in.</summary>
    public PersonClaims? Person { get; init; }

    /// <summary>When the sign-in finished; null until then.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    public bool Asks(string responseType) => ResponseTypes.Contains(responseType, StringComparer.Ordinal);
}

/// <summary>How the answer reaches the client (OAuth 2.0 Multiple Response Types section 2.1, OAuth 2.0 Form Post Response Mode).</summary>
public enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}
