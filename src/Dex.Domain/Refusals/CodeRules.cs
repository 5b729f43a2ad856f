using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The part of the catalogue that belongs to authorization_code at the token endpoint (protocol 5.3), and to tokens about people.</summary>
public static class CodeRules
{
    public static RefusalRule Missing { get; } = Request("code.missing", "The parameter code is missing.");
    public static RefusalRule Unknown { get; } = Grant("code.unknown", "No code has this value, or it was issued more than thirty minutes ago.");
    public static RefusalRule OtherClient { get; } = Grant("code.other_client", "The code was issued to another client.");
    public static RefusalRule VerifierMissing { get; } =
        Grant("code.verifier_missing", "The authorization request had a code challenge and the token request has no code_verifier.");
    public static RefusalRule VerifierMismatch { get; } =
        Grant("code.verifier_mismatch", "The code_verifier does not give the code challenge of the authorization request.");
    public static RefusalRule VerifierUnexpected { get; } =
        Request("code.verifier_unexpected", "A code_verifier was sent and the authorization request had no code challenge.");
    public static RefusalRule ChallengeMethodUnknown { get; } = Failure("code.challenge_method_unknown",
        "The code is stored with a challenge method that this server does not know.", "Run the same version on every node.");
    public static RefusalRule RedirectUriMismatch { get; } = Request("code.redirect_uri_mismatch",
        "The redirect_uri is not, byte for byte, the one of the authorization request.", "Send the same redirect_uri twice.");
    public static RefusalRule RedeemedTwice { get; } = Grant("code.redeemed_twice",
        "The code was redeemed before; the tokens issued for it have been taken back.",
        "Find out whether the client sends codes twice or somebody stole one.");
    public static RefusalRule ConnectorUnavailable { get; } = Failure("code.connector_unavailable",
        "The connector that the person signed in with is gone or cannot be opened; the code is spent.", "Look at the connector; the log has the cause.");
    public static RefusalRule PersonBlocked { get; } =
        Grant("person.blocked", "The person is blocked.", "Lift the block under Users.");
    public static RefusalRule AudienceTrustWithdrawn { get; } = Failure("audience.trust_withdrawn",
        "The audience has taken its trust in the client back since the request was made.", "Add the client to the trusted peers of the audience.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
    [
        Missing, Unknown, OtherClient, VerifierUnexpected, VerifierMissing, ChallengeMethodUnknown, VerifierMismatch, RedirectUriMismatch,
        RedeemedTwice, ConnectorUnavailable, PersonBlocked, AudienceTrustWithdrawn,
    ];

    private static RefusalRule Request(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidRequest, 400, meaning, remedy);

    private static RefusalRule Grant(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidGrant, 400, meaning, remedy);

    private static RefusalRule Failure(string id, string meaning, string remedy) => new(id, ErrorCodes.ServerError, 500, meaning, remedy);
}
