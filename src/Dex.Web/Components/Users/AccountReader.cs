using Dex.Domain.Administration;
using Dex.Domain.Connectors;
using Dex.Domain.Users;

namespace Dex.Web.Components.Users;

/// <summary>Says how accounts stand, for the list and for the page of one.</summary>
public sealed class AccountReader(ILocalUserStore users, IConnectorDirectory connectors, WayIn way, TimeProvider clock)
{
    /// <summary>How many there are in all, and how many of them are locked.</summary>
    public async Task<AccountCount> CountAsync(CancellationToken ct) => new(
        (await users.ListAsync(new LocalUserQuery { Count = 0 }, ct)).Total,
        (await users.ListAsync(new LocalUserQuery { IsLocked = true, Count = 0 }, ct)).Total);

    /// <summary>True when applications may use the password database.</summary>
    public async ValueTask<bool> ServesApplicationsAsync(CancellationToken ct) =>
        (await connectors.ListAsync(ct)).Any(connector => connector.Id == ConnectorDescription.Local);

    public async Task<IReadOnlyList<AccountStanding>> ReadAsync(IEnumerable<LocalUser> accounts, Administrator me, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var serves = await ServesApplicationsAsync(ct);
        var standings = new List<AccountStanding>();
        foreach (var user in accounts)
        {
            var lockOut = await users.FindLockOutAsync(user.Email, ct);
            standings.Add(new AccountStanding(user, lockOut, await way.MayAdministerAsync(user, ct), WayIn.IsOwn(user, me), serves, now));
        }

        return standings;
    }
}

/// <summary>Accounts in numbers.</summary>
public sealed record AccountCount(int Total, int Locked);
