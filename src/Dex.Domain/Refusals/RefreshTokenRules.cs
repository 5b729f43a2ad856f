using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The part of the catalogue that belongs to refresh_token at the token endpoint (protocol 5.4.4).</summary>
public static class RefreshTokenRules
{
    public static RefusalRule Missing { get; } =
        new("refresh_token.missing", ErrorCodes.InvalidRequest, 400, "The parameter refresh_token is missing.");
    public static RefusalRule Unknown { get; } = Grant("refresh_token.unknown", "No refresh token has this id, or none any more.",
        "The person signs in again. A newer sign-in at the same client replaces a refresh token unless the client may hold several.");
    public static RefusalRule OtherClient { get; } = Grant("refresh_token.other_client", "The refresh token was issued to another client.");
    public static RefusalRule NeverIssued { get; } = Grant("refresh_token.never_issued",
        "The refresh token exists, and this value of it was never issued: somebody guesses, or cut the text.");
    public static RefusalRule Spent { get; } = Grant("refresh_token.spent",
        "A value that was replaced before came back; the refresh token has ended, with the access tokens that are still alive.",
        "Find out whether the client keeps old values or somebody stole one. The person signs in again.");
    public static RefusalRule SupersededJustNow { get; } = Grant("refresh_token.superseded_just_now",
        "The value was replaced a moment ago, by another request of the same client.",
        "Let the client refresh once at a time, or set expiry.refreshTokens.reuseInterval.");
    public static RefusalRule Expired { get; } = Grant("refresh_token.expired",
        "The refresh token is older than expiry.refreshTokens allows, or was not used for too long.", "The person signs in again.");
    public static RefusalRule ScopeWidened { get; } = new("refresh_token.scope_widened", ErrorCodes.InvalidRequest, 400,
        "The request names scopes that were not granted when the person signed in.", "The person signs in again, with these scopes.");
    public static RefusalRule BeingRefreshed { get; } = Grant("refresh_token.being_refreshed",
        "Another request is refreshing with the same value at this moment.",
        "Let the client refresh once at a time, or set expiry.refreshTokens.reuseInterval.");
    public static RefusalRule WaitedTooLong { get; } = new("refresh_token.waited_too_long", ErrorCodes.TemporarilyUnavailable, 503,
        "Another request was refreshing with the same value, and its connector did not answer in time.", "Look at the connector.");
    public static RefusalRule UpstreamRefused { get; } = Grant("refresh_token.upstream_refused",
        "The connector no longer vouches for the person.", "Look at the person's account there; the log has the answer.");
    public static RefusalRule UpstreamFailed { get; } = new("refresh_token.upstream_failed", ErrorCodes.ServerError, 500,
        "The connector could not be asked; the refresh token still works.", "Look at the connector; the log has the cause.");
    public static RefusalRule SubjectChanged { get; } = Grant("refresh_token.subject_changed",
        "The connector answered with another user id than that of the sign-in.", "Look at how the connector chooses user ids.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
    [
        Missing, Unknown, OtherClient, NeverIssued, Spent, SupersededJustNow, Expired, ScopeWidened, BeingRefreshed, WaitedTooLong,
        UpstreamRefused, UpstreamFailed, SubjectChanged,
    ];

    private static RefusalRule Grant(string id, string meaning, string remedy = "") => new(id, ErrorCodes.InvalidGrant, 400, meaning, remedy);
}
