using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;

namespace Dex.Domain.Authorization;

/// <summary>What one step of the browser flow decided: where the browser goes, what it shows, or why it ends.</summary>
public abstract record FlowOutcome;

/// <summary>On to another step, or to an upstream provider.</summary>
/// <param name="Location">Relative to the host for steps of ours.</param>
/// <param name="Status">302 on the way in, 303 after something was done.</param>
public sealed record Onward(string Location, int Status) : FlowOutcome;

/// <summary>The person chooses whom to sign in with.</summary>
/// <param name="Choices">Sorted by name without regard to case.</param>
public sealed record ChooserShown(Client Client, string ReturnHost, IReadOnlyList<ConnectorLink> Choices) : FlowOutcome;

/// <param name="Url">Relative to the host.</param>
public sealed record ConnectorLink(ConnectorDescription Connector, string Url);

/// <summary>The person types a name and a password.</summary>
/// <param name="Username">What stands in the name field.</param>
/// <param name="Refusal">Why the form is shown again; null for the first time.</param>
public sealed record PasswordAsked(
    Client? Client, AuthorizationRequest Request, IPasswordConnector Connector, string Username, string BackLink, OAuthError? Refusal) : FlowOutcome;

/// <summary>The person is asked for consent.</summary>
/// <param name="SwitchUrl">Where one signs in as somebody else, relative to the host.</param>
public sealed record ConsentAsked(Client Client, AuthorizationRequest Request, IReadOnlyList<RequestedAccess> Accesses, string SwitchUrl) : FlowOutcome;

/// <summary>The code is shown for copying (out of band).</summary>
public sealed record CodeShown(string Code) : FlowOutcome;

/// <summary>The person types the code that a device shows.</summary>
/// <param name="UserCode">What stands in the field: of the address, or as it was typed.</param>
/// <param name="IsProposed">True when the code came with the address, so that the person only compares.</param>
/// <param name="Refusal">Why the form is shown again; null for the first time.</param>
public sealed record DeviceCodeAsked(string UserCode, bool IsProposed, OAuthError? Refusal) : FlowOutcome;

/// <summary>The device may come for its tokens.</summary>
public sealed record DeviceConnected(Client Client) : FlowOutcome;

/// <summary>The device gets nothing, and is told.</summary>
/// <param name="Client">Null when it is gone.</param>
/// <param name="ByPerson">True when the person said no; false when the sign-in failed.</param>
public sealed record DeviceTurnedAway(Client? Client, bool ByPerson, OAuthError Error) : FlowOutcome;

/// <summary>The client gets its answer.</summary>
/// <param name="TokensFor">The client when the answer holds tokens; null when it holds a code alone.</param>
public sealed record Answered(AuthorizationResponse Response, Client? TokensFor) : FlowOutcome;

/// <summary>A request that ends badly (RFC 6749 section 4.1.2.1): at the person, or at the client.</summary>
/// <param name="Error">For the log, the counters and the console.</param>
public abstract record AuthorizeFailure(OAuthError Error) : FlowOutcome;

/// <summary>Told to the person, because the client or its redirect URI cannot be trusted, or because the client could do nothing about it.</summary>
/// <param name="Status">The HTTP status of the page.</param>
/// <param name="Sentence">Repeats nothing of the request.</param>
/// <param name="Advice">What to do about it; empty: what usually helps.</param>
public sealed record DisplayedFailure(OAuthError Error, int Status, string Sentence, string Advice = "") : AuthorizeFailure(Error);

/// <summary>Told to the client, at an address that is known to be its own.</summary>
public sealed record RedirectedFailure(OAuthError Error, AuthorizationResponse Response) : AuthorizeFailure(Error)
{
    /// <summary>The error and its description, by the way that the request asked for.</summary>
    public static RedirectedFailure Of(Delivery delivery, Issuer issuer, OAuthError error) => new(
        error,
        AuthorizationResponse.Of(delivery, issuer, error.Description.Length > 0
            ? [("error", error.Code), ("error_description", error.Description)]
            : [("error", error.Code)]));
}
