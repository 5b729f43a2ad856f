using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Users;

namespace Dex.Domain.Identities;

/// <summary>
/// The commands on people who have signed in and on what they allowed: one door for the console and the API. Each asks again whether the
/// person may, and records what was before.
/// </summary>
public sealed class IdentityAdministration(
    IIdentityStore store, IConsentRevocation consents, ILocalUserStore users, WayIn way, IAdministratorGate gate, TimeProvider clock)
{
    /// <summary>The kind of subject under which the audit keeps people.</summary>
    public const string SubjectType = "identity";

    /// <summary>The subject's id in the audit.</summary>
    public static string SubjectOf(string connectorId, string userId) => $"{connectorId}/{userId}";

    /// <summary>Takes back what the person allowed one client.</summary>
    public async Task<Saved<ConsentCount>> RevokeConsentAsync(
        string connectorId, string userId, string clientId, Administrator actor, CancellationToken ct)
    {
        var found = await FindAsync(connectorId, userId, actor, ct);
        if (found.Failed)
        {
            return found.Refusals.ToArray();
        }

        var before = found.Value.Consents;
        if (before.FirstOrDefault(consent => consent.ClientId == clientId) is not { } consent)
        {
            return new Refusal("missing", $"There is no consent to {clientId} any more.");
        }

        var entry = Entry("identity.consent_revoked", connectorId, userId, actor, [ChangeOf(consent)]);
        return await store.RevokeConsentAsync(connectorId, userId, clientId, entry, ct)
            ? new ConsentCount(before.Length, before.Length - 1)
            : new Refusal("missing", $"There is no consent to {clientId} any more.");
    }

    /// <summary>Takes back all that the person allowed.</summary>
    public async Task<Saved<ConsentCount>> RevokeConsentsAsync(string connectorId, string userId, Administrator actor, CancellationToken ct)
    {
        var found = await FindAsync(connectorId, userId, actor, ct);
        if (found.Failed)
        {
            return found.Refusals.ToArray();
        }

        var revoked = await consents.RevokeOfAsync(
            connectorId,
            userId,
            gone => Entry("identity.consents_revoked", connectorId, userId, actor, [.. gone.Select(ChangeOf)]),
            ct);
        return new ConsentCount(revoked, 0);
    }

    /// <summary>Takes back what everybody allowed one client, whether that client is still there or not.</summary>
    public async Task<Saved<ConsentCount>> RevokeConsentsGivenToAsync(string clientId, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        var now = clock.GetUtcNow();
        var revoked = await consents.RevokeGivenToAsync(
            clientId,
            count => AuditEntry.By(actor, now, "client.consents_revoked", "client", clientId, new FieldChange("Consents", Number(count), Number(0))),
            ct);

        // Somebody may have consented anew in the meantime, which is theirs to do.
        var left = (await store.ListAsync(new IdentityQuery { ConsentedTo = clientId, Count = 0 }, ct)).Total;
        return new ConsentCount(revoked + left, left);
    }

    /// <summary>Refuses the person's sign-ins.</summary>
    /// <param name="until">Null: for good.</param>
    public async Task<Saved<UserIdentity>> BlockAsync(
        string connectorId, string userId, DateTimeOffset? until, Administrator actor, CancellationToken ct)
    {
        var found = await FindAsync(connectorId, userId, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        if (until <= clock.GetUtcNow())
        {
            return new Refusal("invalid", "The block would end in the past.", nameof(UserIdentity.BlockedUntil));
        }

        return await WhyNotAsync(found.Value, actor, ct) is { } refusal
            ? refusal
            : await SetBlockAsync(found.Value, until ?? UserIdentity.ForGood, "identity.blocked", actor, ct);
    }

    /// <summary>Lets the person sign in again.</summary>
    public async Task<Saved<UserIdentity>> LiftBlockAsync(string connectorId, string userId, Administrator actor, CancellationToken ct)
    {
        var found = await FindAsync(connectorId, userId, actor, ct);
        return found.Failed ? found : await SetBlockAsync(found.Value, null, "identity.block_lifted", actor, ct);
    }

    /// <summary>Deletes the identity with its consents and its block; the person's next sign-in is their first. What was deleted is the answer.</summary>
    public async Task<Saved<UserIdentity>> ForgetAsync(string connectorId, string userId, Administrator actor, CancellationToken ct)
    {
        var found = await FindAsync(connectorId, userId, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        var identity = found.Value;
        if (await IsOwnAsync(identity, actor, ct))
        {
            return Own("forgets you");
        }

        var entry = Entry("identity.forgotten", connectorId, userId, actor, IdentityChanges.OfForgetting(identity));
        return await store.DeleteAsync(connectorId, userId, entry, ct) ? identity : Missing;
    }

    private static Refusal Missing { get; } = new("missing", "This person is forgotten already, or never signed in.");

    private async Task<Saved<UserIdentity>> SetBlockAsync(
        UserIdentity identity, DateTimeOffset? until, string action, Administrator actor, CancellationToken ct)
    {
        var change = new FieldChange("Blocked until", IdentityChanges.BlockText(identity.BlockedUntil), IdentityChanges.BlockText(until));
        var entry = Entry(action, identity.ConnectorId, identity.UserId, actor, [change]);
        return await store.BlockAsync(identity.ConnectorId, identity.UserId, until, entry, ct) ? identity with { BlockedUntil = until } : Missing;
    }

    private async Task<Refusal?> WhyNotAsync(UserIdentity identity, Administrator actor, CancellationToken ct)
    {
        if (await IsOwnAsync(identity, actor, ct))
        {
            return Own("blocks you");
        }

        // The account's own lock keeps the last way in open; a block would go past it.
        return await AccountOfAsync(identity, ct) is { } account && await way.MayAdministerAsync(account, ct)
            ? new Refusal("forbidden", $"{account.Email} may administer. Lock the account, or take that right from it, instead.")
            : null;
    }

    private async Task<bool> IsOwnAsync(UserIdentity identity, Administrator actor, CancellationToken ct) =>
        identity.ConnectorId == ConnectorDescription.Local
            ? await AccountOfAsync(identity, ct) is { } account && WayIn.IsOwn(account, actor)
            : actor.ConnectorId == identity.ConnectorId && actor.UserId == identity.UserId;

    /// <summary>The account of the password database that this person is; null for everybody else.</summary>
    private async Task<LocalUser?> AccountOfAsync(UserIdentity identity, CancellationToken ct) =>
        identity.ConnectorId == ConnectorDescription.Local
            && await users.FindAsync(identity.Claims.Email, ct) is { } account && account.UserId == identity.UserId ? account : null;

    private async Task<Saved<UserIdentity>> FindAsync(string connectorId, string userId, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        return await store.FindAsync(connectorId, userId, ct) is { } identity ? identity : Missing;
    }

    private AuditEntry Entry(string action, string connectorId, string userId, Administrator actor, ImmutableArray<FieldChange> changes) =>
        AuditEntry.By(actor, clock.GetUtcNow(), action, SubjectType, SubjectOf(connectorId, userId), changes);

    private static FieldChange ChangeOf(Consent consent) => IdentityChanges.OfRevoking(consent);

    private static Refusal Own(string act) => new("forbidden", $"You are signed in as this person, so it must be another administrator who {act}.");

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How many consents there were before a command and are left after it.</summary>
public sealed record ConsentCount(int Before, int After);
