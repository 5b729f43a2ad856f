using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>
/// Decides who is an administrator, at sign-in and ever after, by the same rules. Local accounts are judged as the password database has
/// them now; everybody else by what their connector said at their last sign-in to any application.
/// </summary>
public sealed class AdministratorRights(
    AdministratorList administrators, IConnectorDirectory connectors, ILocalUserStore users, IIdentityStore identities, TimeProvider clock)
    : IAdministratorGate
{
    private const int LongestIdentity = 320;

    public ValueTask<bool> IsAdministratorAsync(Administrator person, CancellationToken ct) =>
        person.ConnectorId == ConnectorDescription.Local ? IsLocalAsync(person, ct) : IsUpstreamAsync(person, ct);

    /// <summary>The administrator whom a finished sign-in established; null when the person is none.</summary>
    /// <param name="address">The client address; empty when unknown.</param>
    public async Task<Administrator?> FindAsync(string connectorId, PersonClaims claims, string address, CancellationToken ct)
    {
        var person = connectorId == ConnectorDescription.Local
            ? await LocalAsync(claims, address, ct)
            : new Administrator(IdentityOf(connectorId, claims), NameOf(claims), address, "") { ConnectorId = connectorId, UserId = claims.UserId };

        // Whoever came in and were turned away at the first page would be sent to sign in again, round and round.
        return person is not null && await IsAdministratorAsync(person, ct) ? person : null;
    }

    private async Task<Administrator?> LocalAsync(PersonClaims claims, string address, CancellationToken ct) =>
        await users.FindAsync(claims.Email, ct) is { } user && user.UserId == claims.UserId
            ? new Administrator(user.Email.ToLowerInvariant(), user.DisplayName, address, user.SecurityStamp)
            : null;

    private async ValueTask<bool> IsLocalAsync(Administrator person, CancellationToken ct) =>
        await users.FindAsync(person.Email, ct) is { IsLocked: false } user && user.SecurityStamp == person.SecurityStamp && await MayAsync(user, administrators, connectors, ct);

    // An account that the database marks needs no connector, so nothing is asked of them that could fail.
    internal static async ValueTask<bool> MayAsync(
        LocalUser user, AdministratorList administrators, IConnectorDirectory connectors, CancellationToken ct) =>
        user.IsAdministrator || administrators.Includes(user, OnlyOf(await connectors.ListAsync(ct)));

    private async ValueTask<bool> IsUpstreamAsync(Administrator person, CancellationToken ct)
    {
        if (await identities.FindAsync(person.ConnectorId, person.UserId, ct) is not { } identity || identity.IsBlocked(clock.GetUtcNow()))
        {
            return false;
        }

        var configured = await connectors.ListAsync(ct);
        return configured.Any(connector => connector.Id == person.ConnectorId)
            && administrators.Includes(person.ConnectorId, identity.Claims, OnlyOf(configured));
    }

    /// <summary>The connector that an entry without one means: it says enough only while there is no other.</summary>
    internal static string? OnlyOf(IReadOnlyList<ConnectorDescription> configured) => configured is [var only] ? only.Id : null;

    // An address that nobody verified must not look like somebody else's in the audit log.
    private static string IdentityOf(string connectorId, PersonClaims claims)
    {
        var identity = claims is { EmailVerified: true, Email.Length: > 0 } ? claims.Email.ToLowerInvariant() : $"{connectorId}:{claims.UserId}";
        return identity.Length > LongestIdentity ? identity[..LongestIdentity] : identity;
    }

    private static string NameOf(PersonClaims claims) =>
        claims.Username.Length > 0 ? claims.Username : claims.PreferredUsername.Length > 0 ? claims.PreferredUsername : claims.Shown;
}
