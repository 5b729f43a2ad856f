using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Audit;

namespace Dex.Domain.Identities;

/// <summary>What audit records of people and their consents.</summary>
internal static class IdentityChanges
{
    public static FieldChange OfRevoking(Consent consent) =>
        new($"Consent to {consent.ClientId}", consent.Scopes.IsEmpty ? "no scope" : string.Join(' ', consent.Scopes), null);

    public static ImmutableArray<FieldChange> OfForgetting(UserIdentity identity) =>
    [
        new("E-mail", identity.Claims.Email.Length > 0 ? identity.Claims.Email : null, null),
        new("First sign-in", Instant(identity.CreatedAt), null),
        new("Blocked until", BlockText(identity.BlockedUntil), null),
        .. identity.Consents.Select(OfRevoking),
    ];

    public static string? BlockText(DateTimeOffset? until) =>
        until is not { } instant ? null : instant >= UserIdentity.ForGood ? "for good" : Instant(instant);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
