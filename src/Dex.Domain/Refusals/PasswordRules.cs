using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// The part of the catalogue that belongs to the password grant (protocol 5.6), whose scope policy answers <c>invalid_request</c>. A wrong
/// password is refused as it is in a browser.
/// </summary>
public static class PasswordRules
{
    public static RefusalRule ScopeTooMany { get; } =
        Request("password.scope_too_many", "The password request names more scopes than any honest one needs.");
    public static RefusalRule OpenIdMissing { get; } =
        Request("password.openid_missing", "The password request lacks the scope openid.", "Ask for openid.");
    public static RefusalRule ScopeUnknown { get; } =
        Request("password.scope_unknown", "A scope of the password request is none that this server knows.");
    public static RefusalRule AudienceUntrusted { get; } = Request("password.audience_untrusted",
        "The audience in the password request does not list this client as a trusted peer.", "Add the client to the trusted peers of the audience.");
    public static RefusalRule ConnectorKind { get; } = Request("password.connector_kind",
        "The connector of the password grant takes no passwords.", "Name another one in oauth2.passwordConnector.");
    public static RefusalRule CheckFailed { get; } =
        Request("password.check_failed", "The connector could not check the password.", "Look at the connector; the log has the cause.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
        [ScopeTooMany, OpenIdMissing, ScopeUnknown, AudienceUntrusted, ConnectorKind, CheckFailed];

    private static RefusalRule Request(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidRequest, 400, meaning, remedy);
}
