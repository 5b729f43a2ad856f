using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>Asks the password database each time: removed, changed or demoted accounts end at once.</summary>
public sealed class LocalAdministratorGate(ILocalUserStore users, AdministratorList administrators) : IAdministratorGate
{
    public async ValueTask<bool> IsAdministratorAsync(Administrator person, CancellationToken ct) =>
        await users.FindAsync(person.Email, ct) is { } user && administrators.Includes(user) && user.SecurityStamp == person.SecurityStamp;
}
