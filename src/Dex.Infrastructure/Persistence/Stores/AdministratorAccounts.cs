using Dex.Domain.Audit;
using Dex.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>Changes of accounts after which another stored administrator must remain.</summary>
public sealed class AdministratorAccounts(StaticUsers statics, StoreAccess access, TimeProvider clock) : IAdministratorAccounts
{
    private readonly string[] _hidden = [.. statics.All.Select(user => user.Email)];

    public Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        var changed = user with { Email = LocalUserStore.Key(user.Email) };
        return KeepingAnotherAsync(changed.Email, (db, token) => LocalUserStore.UpdateAsync(db, changed, entry, token), ct);
    }

    public Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct)
    {
        var key = LocalUserStore.Key(email);
        return KeepingAnotherAsync(key, (db, token) => LocalUserStore.DeleteAsync(db, key, version, entry, clock.GetUtcNow(), token), ct);
    }

    // Of two transactions that take each other's administrator, the second waits here for the first and then sees what it left.
    private async Task<bool> KeepingAnotherAsync(string key, Func<DexDbContext, CancellationToken, Task<bool>> change, CancellationToken ct) =>
        LocalUserStore.IsStored(key, statics) && await access.WriteAsync(
            async (db, token) =>
            {
                var administrators = db.LocalUsers.AsNoTracking().Where(user => user.IsAdministrator && !_hidden.Contains(user.Email));
                await administrators.ExecuteUpdateAsync(set => set.SetProperty(user => user.IsAdministrator, user => user.IsAdministrator), token);
                return await administrators.AnyAsync(user => user.Email != key && !user.IsLocked, token) && await change(db, token);
            },
            ct);
}
