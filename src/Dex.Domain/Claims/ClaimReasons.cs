using Dex.Domain.Policies;

namespace Dex.Domain.Claims;

/// <summary>The rules of issuance in words. Each is named where it acts, so that the explanation cannot drift from the act.</summary>
public static class ClaimReasons
{
    public static ClaimReason Issuer { get; } = new("claim.issuer", "The issuer, as configured.");
    public static ClaimReason MachineSubject { get; } = new("claim.machine_subject", "The client itself: its id, and no connector.");
    public static ClaimReason PersonSubject { get; } = new("claim.person_subject", "The person: the id at the connector, and the connector.");
    public static ClaimReason OwnAudience { get; } = new("claim.own_audience", "No audience scope for another client, so the token is for the client itself.");
    public static ClaimReason AudienceScopes { get; } = new("claim.audience_scopes", "Audience scopes asked for; each of these clients trusts this one.");
    public static ClaimReason AuthorizedParty { get; } = new("claim.authorized_party", "More than one audience, so the asking client is named.");
    public static ClaimReason SingleAudience { get; } = new("claim.single_audience", "One audience, so nobody else has to be named.");
    public static ClaimReason MadeForEveryToken { get; } = new("claim.every_token", "Made by the server for every token.");
    public static ClaimReason NonceSent { get; } = new("claim.nonce_sent", "The nonce of the request.");
    public static ClaimReason NonceNotSent { get; } = new("claim.nonce_not_sent", "The request had no nonce.");

    public static ClaimReason SignedInAt { get; } = new("claim.signed_in_at", "When the person signed in.");

    public static ClaimReason TrialLifetime { get; } = new("claim.trial_lifetime", "A trial's token lives one minute, whatever the settings say.");
    public static ClaimReason ClientLifetime { get; } = new("claim.client_lifetime", "This client's own lifetime, not the server's.", SettingSource.Console, "Lifetimes");
    public static ClaimReason ClientLifetimeOfFile { get; } =
        new("claim.client_lifetime_file", "This client's own lifetime, not the server's.", SettingSource.File, "staticClients");
    public static ClaimReason FileLifetime { get; } = new("claim.file_lifetime", "The server's lifetime for tokens.", SettingSource.File, "expiry.idTokens");
    public static ClaimReason EnvironmentLifetime { get; } =
        new("claim.environment_lifetime", "The server's lifetime for tokens.", SettingSource.Environment, "DEX_EXPIRY_ID_TOKENS");
    public static ClaimReason DefaultLifetime { get; } = new("claim.default_lifetime", "The server's lifetime for tokens.", SettingSource.Default);

    public static ClaimReason ProfileScope { get; } = new("claim.profile_scope", "Scope profile; a machine's name is its client's name.");
    public static ClaimReason ProfileNotAsked { get; } = new("claim.profile_not_asked", "Scope profile not asked for.");
    public static ClaimReason GroupsScope { get; } = new("claim.groups_scope", "Scope groups; the groups are this client's.");
    public static ClaimReason GroupsNotAsked { get; } = new("claim.groups_not_asked", "Scope groups not asked for.");
    public static ClaimReason GroupsNone { get; } = new("claim.groups_none", "This client has no groups.");
    public static ClaimReason MachinesHaveNoEmail { get; } = new("claim.machines_have_no_email", "Machines have no address.");
    public static ClaimReason MachinesGetNoRefreshToken { get; } = new("claim.no_refresh_token", "Never issued to this grant.");
    public static ClaimReason NoOfflineAccess { get; } =
        new("claim.no_offline_access", "Scope offline_access was not asked for, or the grant or the connector gives none.");
    public static ClaimReason PersonEmail { get; } = new("claim.person_email", "Scope email; the connector knows an address.");
    public static ClaimReason PersonGroups { get; } = new("claim.person_groups", "Scope groups; the groups that the connector knows.");
    public static ClaimReason PersonName { get; } = new("claim.person_name", "Scope profile; the name that the connector knows.");
    public static ClaimReason PersonOrigin { get; } = new("claim.person_origin", "Scope federated:id; where the person comes from.");
    public static ClaimReason PersonWithoutEmail { get; } = new("claim.person_without_email", "The connector knows no address.");
    public static ClaimReason EmailNotAsked { get; } = new("claim.email_not_asked", "Scope email not asked for.");
    public static ClaimReason PersonWithoutGroups { get; } = new("claim.person_without_groups", "The connector knows no groups.");
    public static ClaimReason PersonWithoutName { get; } = new("claim.person_without_name", "The connector knows no such name.");
    public static ClaimReason OriginNotAsked { get; } = new("claim.origin_not_asked", "Scope federated:id not asked for.");
    public static ClaimReason SignInNotKnown { get; } = new("claim.sign_in_not_known", "This grant does not say when the person signed in.");
    public static ClaimReason StaticClaim { get; } = new("claim.static", "Static claim of this client.");
    public static ClaimReason StaticClaimReserved { get; } = new("claim.static_reserved", "The name is reserved, so the static claim is passed over.");
}
