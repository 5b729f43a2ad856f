using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Authorization;

/// <summary>How steps refuse: by generic pages that tell nothing of what is stored (protocol 4.13), or at the address of the client.</summary>
internal static class StepFailure
{
    public static DisplayedFailure Page(RefusalRule rule, AuthorizationRequest request, string sentence, string advice = "", string received = "") =>
        new(new OAuthError(rule, received: received) { ClientId = request.ClientId, ClientIsKnown = true }, rule.Status, sentence, advice);

    public static DisplayedFailure Page(RefusalRule rule, string sentence, string advice = "", string received = "") =>
        new(new OAuthError(rule, received: received), rule.Status, sentence, advice);

    public static RedirectedFailure Told(AuthorizationRequest request, Issuer issuer, OAuthError error) =>
        RedirectedFailure.Of(Delivery.Of(request), issuer, error with { ClientId = request.ClientId, ClientIsKnown = true });

    /// <param name="id">As the browser sent it, or as it was known until now. A stranger may have sent anything as one, so only its length is told.</param>
    public static DisplayedFailure Gone(string id) => Page(AuthorizationRules.RequestGone,
        "This sign-in is finished, has expired, or never began.", "Go back to the application and start again.", $"{id.Length} characters");

    public static DisplayedFailure NoState() => Page(AuthorizationRules.StateMissing,
        "The address of this page is incomplete.", "Go back to the application and start again.");

    public static DisplayedFailure Differs(AuthorizationRequest request, string connectorId) => Page(AuthorizationRules.StepConnectorDiffers, request,
        "This sign-in belongs to another page.", "Go back to the application and start again.", connectorId);

    public static DisplayedFailure Unavailable(AuthorizationRequest request) => Page(AuthorizationRules.StepConnectorUnavailable, request,
        "The sign-in could not be continued. Try again later, or another way to sign in.", "", request.ConnectorId);

    // dex says 500, and a stranger could make the server look broken.
    public static DisplayedFailure OtherKind(AuthorizationRequest request) => Page(AuthorizationRules.StepConnectorKind, request,
        "This sign-in belongs to another page.", "Go back to the application and start again.", request.ConnectorId);

    public static DisplayedFailure Blocked(AuthorizationRequest request) =>
        Page(AuthorizationRules.LoginBlocked, request, "You cannot sign in here at the moment.", "Ask the administrator.");

    public static DisplayedFailure Method(string method) => Page(AuthorizationRules.StepMethod, "This page does not take that kind of request.", "", method);
}
