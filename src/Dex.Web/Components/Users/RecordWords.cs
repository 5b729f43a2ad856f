using Dex.Domain.Audit;

namespace Dex.Web.Components.Users;

/// <summary>Entries of the record as sentences.</summary>
public static class RecordWords
{
    private const string ConsentField = "Consent to ";

    public static string Of(AuditEntry entry) => $"{entry.Actor} {entry.Action switch
    {
        "user.created" or "administrator.created" => "made the account",
        "user.changed" => $"changed {FieldsOf(entry)}",
        "user.password_reset" => "reset the password",
        "user.locked" => "locked it",
        "user.unlocked" => "unlocked it",
        "user.lock_out_lifted" => "lifted the lock-out after failed sign-ins",
        "user.deleted" => "deleted an account of this address",
        "identity.consent_revoked" or "identity.consents_revoked" => $"took back the consent to {ClientsOf(entry)}",
        "identity.blocked" => $"blocked the person {BlockOf(entry)}",
        "identity.block_lifted" => "lifted the block",
        "identity.forgotten" => "forgot a person of this name",
        "identity.refresh_token_ended" => $"ended the {FieldsOf(entry)}",
        "identity.refresh_tokens_ended" => $"ended {CountOf(entry)} of the person",
        _ => entry.Action,
    }}";

    private static string FieldsOf(AuditEntry entry) =>
        entry.Changes.IsEmpty ? "nothing" : string.Join(", ", entry.Changes.Select(change => char.ToLowerInvariant(change.Field[0]) + change.Field[1..]));

    private static string CountOf(AuditEntry entry) =>
        entry.Changes is [{ Before: { } before }] ? $"{before} refresh {(before == "1" ? "token" : "tokens")}" : "the refresh tokens";

    private static string ClientsOf(AuditEntry entry) => string.Join(", ", entry.Changes.Select(change => change.Field[ConsentField.Length..]));

    private static string BlockOf(AuditEntry entry) => entry.Changes is [{ After: { } until }] ? until is "for good" ? until : $"until {until}" : "";
}
