using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;

namespace Dex.Domain.Users;

/// <summary>
/// Keeps the console's door open: nobody takes the right of the account they are signed in with, and where the file names no administrator
/// the last stored one stays.
/// </summary>
public sealed class WayIn(
    ILocalUserStore store, IAdministratorAccounts accounts, AdministratorList administrators, IConnectorDirectory connectors)
{
    /// <summary>True for the account with which this person came in.</summary>
    public static bool IsOwn(LocalUser user, Administrator actor) =>
        actor.ConnectorId == ConnectorDescription.Local && actor.Email == EmailRule.Normalize(user.Email);

    /// <summary>True when the account may administer, by the database or by the file.</summary>
    public ValueTask<bool> MayAdministerAsync(LocalUser user, CancellationToken ct) =>
        AdministratorRights.MayAsync(user, administrators, connectors, ct);

    /// <summary>Null when the change leaves the actor as able to administer as before, or concerns somebody else.</summary>
    /// <param name="after">Null when the account is deleted.</param>
    internal async ValueTask<Refusal?> WhyNotAsync(LocalUser before, LocalUser? after, Administrator actor, CancellationToken ct)
    {
        if (!IsOwn(before, actor))
        {
            return null;
        }

        return after switch
        {
            null => Own("deletes it"),
            { IsLocked: true } => Own("locks it"),
            _ => await MayAdministerAsync(after, ct) ? null : Own("takes its right to administer"),
        };
    }

    /// <summary>Null when stored; else why not.</summary>
    internal async Task<Refusal?> UpdateAsync(LocalUser before, LocalUser after, AuditEntry entry, CancellationToken ct)
    {
        var stored = IsLoss(before, after) ? await accounts.UpdateAsync(after, entry, ct) : await store.UpdateAsync(after, entry, ct);
        return stored ? null : await WhyNotStoredAsync(before, ct);
    }

    /// <summary>Null when deleted; else why not.</summary>
    internal async Task<Refusal?> DeleteAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        var deleted = IsLoss(user, null)
            ? await accounts.DeleteAsync(user.Email, user.Version, entry, ct)
            : await store.DeleteAsync(user.Email, user.Version, entry, ct);
        return deleted ? null : await WhyNotStoredAsync(user, ct);
    }

    // Only where nobody but stored accounts may administer is one of them the last way in.
    private bool IsLoss(LocalUser before, LocalUser? after) =>
        administrators.Entries.IsEmpty && OpensTheDoor(before) && (after is null || !OpensTheDoor(after));

    private async Task<Refusal> WhyNotStoredAsync(LocalUser seen, CancellationToken ct) =>
        (await store.FindAsync(seen.Email, ct))?.Version == seen.Version
            ? new Refusal("forbidden", "It is the last account that may administer, so nobody could enter this console any more. Make another administrator first.")
            : Conflict;

    internal static Refusal Conflict { get; } = new("conflict", "Somebody else saved this account while you were editing.");

    private static bool OpensTheDoor(LocalUser user) => user is { IsAdministrator: true, IsLocked: false };

    private static Refusal Own(string act) => new("forbidden", $"You are signed in with this account, so it must be another administrator who {act}.");
}
