using Dex.Domain.Protocol;

namespace Dex.Domain.Administration;

/// <summary>
/// Who may administer, asked again for every page, hub call and command, because a circuit outlives the cookie that opened it.
/// </summary>
public interface IAdministratorGate
{
    /// <summary>True while the account exists, is not locked, is still an administrator, and its security stamp is the one given.</summary>
    ValueTask<bool> IsAdministratorAsync(Administrator person, CancellationToken ct);
}

/// <summary>The refusal that every command gives to somebody who is no administrator any more.</summary>
public static class Forbidden
{
    public static Refusal Refusal { get; } = new("forbidden", "You are no longer an administrator. Sign in again.");
}
