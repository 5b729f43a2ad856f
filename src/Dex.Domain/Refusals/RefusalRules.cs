using System.Collections.Frozen;
using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The whole catalogue: one entry per way in which an endpoint can refuse. Names follow <c>subject.what_is_wrong</c>.</summary>
public static class RefusalRules
{
    // The request itself.
    public static RefusalRule RequestMethod { get; } = Bad("request.method", "The endpoint takes POST only.");
    public static RefusalRule RequestMalformedForm { get; } = Bad("request.malformed_form", "The form or its content type cannot be parsed.");
    public static RefusalRule RequestTooLarge { get; } = Bad("request.too_large", "The body is larger than any honest request.");
    public static RefusalRule RequestForeignHost { get; } =
        new("request.foreign_host", ErrorCodes.InvalidRequest, 421, "Sample data is served to loopback names only.", "Serve a configuration file.");
    public static RefusalRule RequestEmptyBody { get; } = Bad("request.empty_body", "The body is empty.");
    public static RefusalRule RequestTokenMissing { get; } = Bad("request.token_missing", "The parameter token is missing.");
    public static RefusalRule RequestMalformedClientId { get; } =
        Bad("request.malformed_client_id", "The client id in the Basic header is not form-encoded.");
    public static RefusalRule RequestMalformedClientSecret { get; } =
        Bad("request.malformed_client_secret", "The secret in the Basic header is not form-encoded.");

    // The grant.
    public static RefusalRule GrantMissing { get; } = Grant("grant.missing", "No grant_type was sent.");
    public static RefusalRule GrantUnknown { get; } = Grant("grant.unknown", "The grant_type is none that this server knows.");
    public static RefusalRule GrantDisabledByServer { get; } =
        Grant("grant.disabled_by_server", "The grant is switched off for this server.", "Switch it on under Grant types.");
    public static RefusalRule GrantDisabledByClient { get; } = new("grant.disabled_by_client", ErrorCodes.UnauthorizedClient, 400,
        "The client's own list does not allow this grant.", "Allow it on the client's Grants tab.");

    // The client.
    public static RefusalRule ClientUnknown { get; } = Client("client.unknown", "No client has this id.", "Register it, or correct the id.");
    public static RefusalRule ClientMissing { get; } = Client("client.missing", "The request names no client.");
    public static RefusalRule ClientSecretMissing { get; } = Client("client.secret_missing", "The client sent no secret.");
    public static RefusalRule ClientSecretMismatch { get; } =
        Client("client.secret_mismatch", "The secret matches none of the client's.", "Compare fingerprints, or create a secret.");
    public static RefusalRule ClientSecretExpired { get; } =
        Client("client.secret_expired", "The secret was right and has expired.", "Create a secret.");
    public static RefusalRule ClientSecretNotYetValid { get; } =
        Client("client.secret_not_yet_valid", "The secret is right and not valid yet.");
    public static RefusalRule ClientSecretDeactivated { get; } =
        Client("client.secret_deactivated", "The secret was right and has been deactivated.", "Create a secret.");
    public static RefusalRule ClientHasNoSecret { get; } =
        Client("client.has_no_secret", "The confidential client has no secret, so nobody can be it.", "Create a secret.");
    public static RefusalRule ClientDisabled { get; } = Client("client.disabled", "The client is disabled.", "Enable it.");
    public static RefusalRule ClientPublicForMachines { get; } = new("client.public_for_machines", ErrorCodes.UnauthorizedClient, 400,
        "Public clients cannot get tokens in their own name.", "Register a confidential client.");
    public static RefusalRule ClientPublicForIntrospection { get; } =
        Client("client.public_for_introspection", "Only a confidential client may introspect.", "Use a confidential client.");

    // Scopes and audience.
    public static RefusalRule ScopeNotForMachines { get; } =
        Scope("scope.not_for_machines", "The scope needs a person, and this grant has none.");
    public static RefusalRule ScopeTooMany { get; } = Scope("scope.too_many", "The request names more scopes than any honest one needs.");
    public static RefusalRule ScopeUnknown { get; } = Scope("scope.unknown", "A scope is none that this server knows.");
    public static RefusalRule AudienceUntrusted { get; } = Scope("audience.untrusted",
        "The audience does not list this client as a trusted peer.", "Add the client to the trusted peers of the audience.");

    // Bearer tokens.
    public static RefusalRule BearerMissing { get; } = new("bearer.missing", ErrorCodes.AccessDenied, 401, "No bearer token was sent.");
    public static RefusalRule BearerInvalid { get; } =
        new("bearer.invalid", ErrorCodes.InvalidToken, 401, "The token is malformed, expired, or not signed by a key of ours.");
    public static RefusalRule BearerRevoked { get; } = new("bearer.revoked", ErrorCodes.InvalidToken, 401, "The token was taken back.");
    public static RefusalRule BearerWrongPurpose { get; } =
        new("bearer.wrong_purpose", ErrorCodes.InvalidToken, 401, "The token is ours and is neither an access nor an ID token.");

    // Signing in with a password, and what the console adds to it.
    public static RefusalRule LoginWrongPassword { get; } =
        new("login.wrong_password", ErrorCodes.AccessDenied, 401, "The name or the password is wrong.");
    public static RefusalRule LoginNotAdministrator { get; } = new("login.not_administrator", ErrorCodes.AccessDenied, 403,
        "The person signed in and is no administrator.", "Name the person under console.administrators.");
    public static RefusalRule LoginFlowLost { get; } = new("login.flow_lost", ErrorCodes.InvalidRequest, 400,
        "The answer of a sign-in came to a browser that did not begin it, or that keeps no cookies.");
    public static RefusalRule LoginUnfinished { get; } = new("login.unfinished", ErrorCodes.AccessDenied, 403,
        "The sign-in to the console ended without a person; the refusal before it says why.");
    public static RefusalRule LoginLocked { get; } =
        new("login.locked", ErrorCodes.AccessDenied, 429, "The account is locked after repeated failures; it opens by itself.");
    public static RefusalRule LoginForged { get; } =
        new("login.forged", ErrorCodes.InvalidRequest, 400, "The form did not come from our own page, or the page was too old.");
    public static RefusalRule SetupLinkDead { get; } =
        new("login.setup_link_dead", ErrorCodes.AccessDenied, 410, "The link for the first administrator is unknown, used or more than an hour old.");

    // Limits and the server's own state.
    public static RefusalRule LimitSignIns { get; } =
        new("limit.sign_ins", ErrorCodes.AccessDenied, 429, "Too many failed sign-ins for this account or from this address.");
    public static RefusalRule LimitPerClient { get; } = Limit("limit.failures_per_client", "Too many failed authentications for this client.");
    public static RefusalRule LimitPerAddress { get; } = Limit("limit.failures_per_address", "Too many failed authentications from this address.");
    public static RefusalRule ServerOverloaded { get; } =
        new("server.overloaded", ErrorCodes.TemporarilyUnavailable, 503, "More secrets wait to be checked than the server can check.");
    public static RefusalRule ServerStorageUnavailable { get; } =
        new("server.storage_unavailable", ErrorCodes.TemporarilyUnavailable, 503, "The database does not answer.");
    public static RefusalRule ServerSigningFailed { get; } =
        new("server.signing_failed", ErrorCodes.ServerError, 500, "The token could not be signed.");
    public static RefusalRule ServerFault { get; } =
        new("server.fault", ErrorCodes.ServerError, 500, "The server failed in a way it should not; the log has the cause.");

    /// <summary>Every rule, in the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
    [
        RequestForeignHost, RequestMethod, RequestMalformedForm, RequestTooLarge, RequestEmptyBody, RequestTokenMissing,
        GrantMissing, GrantUnknown, GrantDisabledByServer,
        RequestMalformedClientId, RequestMalformedClientSecret,
        ClientMissing, ClientUnknown, ClientSecretMissing, ClientSecretMismatch, ClientSecretExpired, ClientSecretNotYetValid,
        ClientSecretDeactivated, ClientHasNoSecret, ClientDisabled, ClientPublicForIntrospection, LimitPerClient, LimitPerAddress,
        GrantDisabledByClient, ScopeTooMany, ScopeNotForMachines, ScopeUnknown, AudienceUntrusted, ClientPublicForMachines,
        BearerMissing, BearerInvalid, BearerWrongPurpose, BearerRevoked,
        .. ConnectorRules.All,
        .. CodeRules.All,
        .. RefreshTokenRules.All,
        .. PasswordRules.All,
        .. ExchangeRules.All,
        .. RevocationRules.All,
        .. AuthorizationRules.All,
        .. DeviceRules.All,
        LoginWrongPassword, LoginLocked, LimitSignIns, LoginFlowLost, LoginUnfinished, LoginNotAdministrator, LoginForged, SetupLinkDead,
        ServerOverloaded, ServerStorageUnavailable, ServerSigningFailed, ServerFault,
    ];

    private static FrozenDictionary<string, RefusalRule> ById { get; } = All.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rule of a stored counter; null when a later or earlier version wrote it.</summary>
    public static RefusalRule? Find(string id) => ById.GetValueOrDefault(id);

    private static RefusalRule Bad(string id, string meaning) => new(id, ErrorCodes.InvalidRequest, 400, meaning);

    private static RefusalRule Grant(string id, string meaning, string remedy = "") =>
        new(id, ErrorCodes.UnsupportedGrantType, 400, meaning, remedy);

    private static RefusalRule Client(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidClient, 401, meaning, remedy);

    private static RefusalRule Scope(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidScope, 400, meaning, remedy);

    private static RefusalRule Limit(string id, string meaning) => new(id, ErrorCodes.TemporarilyUnavailable, 429, meaning);
}
