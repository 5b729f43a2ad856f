using Dex.Domain.Audit;

namespace Dex.Domain.Users;

/// <summary>
/// Changes that take an administrator's way in, where no other but stored accounts may administer. Each is decided by the database in one
/// transaction: of two administrators who take each other's right at the same time, one keeps it.
/// </summary>
public interface IAdministratorAccounts
{
    /// <summary>
    /// As <see cref="ILocalUserStore.UpdateAsync"/>; false, too, when no other stored account that may administer and is not locked would remain.
    /// </summary>
    Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct);

    /// <summary>As <see cref="ILocalUserStore.DeleteAsync"/>, under the same condition.</summary>
    Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct);
}
