using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// The part of the catalogue that belongs to the authorization endpoint and the browser flow. A rule of status 303 tells the client by a
/// redirect; every other one is told to the person by a page.
/// </summary>
public static class AuthorizationRules
{
    private const int Redirected = 303;

    // What is wrong with the request, told to the person because the client or its address cannot be trusted.
    public static RefusalRule RedirectUriUnregistered { get; } = Page("redirect_uri.unregistered", 400,
        "The redirect URI is none that the client registered, byte for byte.", "Register it with the client.");
    public static RefusalRule RedirectUriUnusable { get; } = Page("redirect_uri.unusable", 400,
        "The redirect URI is registered and would run in the browser, or is no address.", "Register an address of the application.");
    public static RefusalRule ConnectorNoneForClient { get; } = Page("connector.none_for_client", 400,
        "No connector may serve this client in this flow.", "Allow one on the client, or the flow on a connector.");
    public static RefusalRule ConnectorNotOffered { get; } = Page("connector.not_offered", 400,
        "The connector_id is none of those that may serve this client in this flow.");
    public static RefusalRule ConnectorMalformedId { get; } = Page("connector.malformed_id", 400, "The connector id in the address is badly escaped.");
    public static RefusalRule ConnectorForbidden { get; } = Page("connector.forbidden", 403,
        "The client does not allow the connector in the address.", "Allow it on the client.", ErrorCodes.AccessDenied);
    public static RefusalRule ConnectorNotFound { get; } = Page("connector.not_found", 400, "No connector has the id in the address.");
    public static RefusalRule ConnectorUnavailable { get; } = Page("connector.unavailable", 400,
        "The connector exists and cannot be opened, or nobody can sign in with it in a browser.", "The log has the cause.");
    public static RefusalRule ConnectorGrantNotAllowed { get; } = Page("connector.grant_not_allowed", 400,
        "The connector does not serve this flow.", "Add the grant to the connector's grantTypes.");
    public static RefusalRule ConnectorContradicted { get; } = Page("connector.contradicted", 400,
        "The connector_id differs from the connector in the address.");

    // The same told to the client.
    public static RefusalRule ConnectorUnknown { get; } = Invalid("connector.unknown", "The connector_id names no connector.");
    public static RefusalRule ConnectorNotAllowed { get; } =
        Invalid("connector.not_allowed", "The client does not allow the connector that its connector_id names.", "Allow it on the client.");
    public static RefusalRule RequestObjectUnsupported { get; } = new("request.object_unsupported", ErrorCodes.RequestNotSupported, Redirected,
        "The client sent a request object, which this server does not read.");
    public static RefusalRule RequestUriUnsupported { get; } = new("request.uri_unsupported", ErrorCodes.RequestUriNotSupported, Redirected,
        "The client sent a request_uri, which this server does not read.");
    public static RefusalRule PkceMethodUnsupported { get; } =
        Invalid("pkce.method_unsupported", "The code_challenge_method is not among those that the server accepts; none means plain.");
    public static RefusalRule PkceRequiredByServer { get; } =
        Invalid("pkce.required_by_server", "The server demands a code challenge of every request.", "Switch PKCE on in the application.");
    public static RefusalRule PkceRequiredByClient { get; } =
        Invalid("pkce.required_by_client", "The client's record demands a code challenge.", "Switch PKCE on in the application.");
    public static RefusalRule ScopeOpenIdMissing { get; } =
        new("scope.openid_missing", ErrorCodes.InvalidScope, Redirected, "The scope openid is missing.", "Ask for openid.");
    public static RefusalRule ResponseTypeUnknown { get; } =
        Invalid("response_type.unknown", "A word of the response_type is none that this server knows.");
    public static RefusalRule ResponseTypeDisabledByServer { get; } = new("response_type.disabled_by_server",
        ErrorCodes.UnsupportedResponseType, Redirected, "The server does not serve this response type.",
        "Check oauth2.responseTypes, and authorization_code and implicit under Grant types.");
    public static RefusalRule ResponseTypeDisabledByClient { get; } = new("response_type.disabled_by_client",
        ErrorCodes.UnauthorizedClient, Redirected, "The client's own list lacks a grant that this response type needs.",
        "Allow it on the client's Grants tab.");
    public static RefusalRule ResponseTypeMissing { get; } = Invalid("response_type.missing", "The request names no response_type.");
    public static RefusalRule ResponseTypeTokenAlone { get; } =
        Invalid("response_type.token_alone", "An access token alone is no answer of OpenID Connect.", "Ask for id_token too, or for code.");
    public static RefusalRule ResponseTypeTokenOutOfBand { get; } =
        Invalid("response_type.token_out_of_band", "A token cannot be shown for copying; only a code can.");
    public static RefusalRule ResponseModeInvalid { get; } =
        Invalid("response_mode.invalid", "The response_mode is unknown, or cannot carry this answer to this address.");
    public static RefusalRule NonceMissing { get; } = Invalid("nonce.missing", "An answer without a code needs a nonce.");
    public static RefusalRule PromptInvalid { get; } = Invalid("prompt.invalid", "A word of prompt is unknown, or none stands beside others.");
    public static RefusalRule MaxAgeInvalid { get; } = Invalid("max_age.invalid", "The max_age is no number of seconds.");
    public static RefusalRule IdTokenHintInvalid { get; } =
        Invalid("id_token_hint.invalid", "The id_token_hint is no ID token that this server signed.");
    public static RefusalRule LoginRequired { get; } = new("prompt.login_required", ErrorCodes.LoginRequired, Redirected,
        "The client allows no page, and the person would have to sign in.");
    public static RefusalRule ClientDisabledMeanwhile { get; } = new("client.disabled_meanwhile", ErrorCodes.UnauthorizedClient, Redirected,
        "The client was disabled while the person signed in.", "Enable it.");

    // The steps.
    public static RefusalRule StepMethod { get; } = Page("flow.method", 400, "The step does not take this method.");
    public static RefusalRule ApprovalMethod { get; } = Page("consent.method", 405, "The consent page takes GET and POST only.");
    public static RefusalRule StateMissing { get; } = Page("flow.state_missing", 400, "The address does not say which request it belongs to.");
    public static RefusalRule RequestGone { get; } = Page("flow.request_gone", 400, "The request is unknown, finished or expired.");
    public static RefusalRule StepConnectorDiffers { get; } =
        Page("flow.connector_differs", 400, "The request belongs to another connector than the one in the address.");
    public static RefusalRule StepConnectorUnavailable { get; } =
        Page("flow.connector_unavailable", 500, "The connector of the request is gone or cannot be opened.", "The log has the cause.", ErrorCodes.ServerError);
    public static RefusalRule StepConnectorKind { get; } =
        Page("flow.connector_kind", 400, "The connector of the request signs people in by another step than this one.");
    public static RefusalRule ProofMissing { get; } = Page("flow.proof_missing", 401, "The step came without its proof.", code: ErrorCodes.AccessDenied);
    public static RefusalRule ProofInvalid { get; } =
        Page("flow.proof_invalid", 401, "The proof is not the one of this step.", code: ErrorCodes.AccessDenied);
    public static RefusalRule NotSignedIn { get; } =
        Page("flow.not_signed_in", 400, "The step needs a person, and nobody has signed in yet.");
    public static RefusalRule ConsentAnswerInvalid { get; } = Page("consent.answer_invalid", 400, "The answer was neither yes nor no.");
    public static RefusalRule ConsentRefused { get; } =
        new("consent.refused", ErrorCodes.AccessDenied, Redirected, "The person said no on the consent page.");

    // Upstream.
    public static RefusalRule UpstreamStartFailed { get; } = Page("upstream.start_failed", 500,
        "The connector could not say where to send the person.", "The log has the cause.", ErrorCodes.ServerError);
    public static RefusalRule UpstreamDenied { get; } =
        new("upstream.denied", ErrorCodes.AccessDenied, Redirected, "The person, or the upstream provider, refused the sign-in.");
    public static RefusalRule UpstreamFailed { get; } =
        new("upstream.failed", ErrorCodes.ServerError, Redirected, "The upstream provider's answer could not be used.", "The log has the cause.");
    public static RefusalRule UpstreamGroups { get; } = Page("upstream.required_groups", 403,
        "The person is in none of the groups that the connector asks for.", code: ErrorCodes.AccessDenied);
    public static RefusalRule PasswordCheckFailed { get; } = Page("login.check_failed", 500,
        "The connector could not check the password.", "The log has the cause.", ErrorCodes.ServerError);
    public static RefusalRule LoginBlocked { get; } = Page("login.blocked", 403,
        "The identity is blocked.", "Lift the block under Users.", ErrorCodes.AccessDenied);

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
    [
        ConnectorNoneForClient, ConnectorNotOffered,
        RedirectUriUnregistered, RedirectUriUnusable, ConnectorUnknown, ConnectorNotAllowed, RequestObjectUnsupported, RequestUriUnsupported,
        PkceMethodUnsupported, PkceRequiredByServer, PkceRequiredByClient, ScopeOpenIdMissing,
        ResponseTypeUnknown, ResponseTypeDisabledByServer, ResponseTypeMissing, ResponseTypeTokenAlone, ResponseTypeDisabledByClient,
        NonceMissing, ResponseTypeTokenOutOfBand, ResponseModeInvalid, PromptInvalid, MaxAgeInvalid, IdTokenHintInvalid,
        ConnectorMalformedId, ConnectorForbidden, ConnectorNotFound, ConnectorUnavailable, ConnectorGrantNotAllowed, ConnectorContradicted,
        LoginRequired, StepMethod, UpstreamStartFailed,
        StateMissing, RequestGone, StepConnectorDiffers, StepConnectorUnavailable, StepConnectorKind, PasswordCheckFailed,
        UpstreamDenied, UpstreamFailed, UpstreamGroups, LoginBlocked,
        ProofMissing, ProofInvalid, NotSignedIn, ApprovalMethod, ConsentAnswerInvalid, ConsentRefused, ClientDisabledMeanwhile,
    ];

    private static RefusalRule Page(string id, int status, string meaning, string remedy = "", string code = ErrorCodes.InvalidRequest) =>
        new(id, code, status, meaning, remedy);

    private static RefusalRule Invalid(string id, string meaning, string remedy = "") =>
        new(id, ErrorCodes.InvalidRequest, Redirected, meaning, remedy);
}
