namespace Dex.Domain.Administration;

/// <summary>Who sits at this circuit or made this call. Being somebody is not yet being allowed: <see cref="IAdministratorGate"/> says that.</summary>
public interface ICurrentAdministrator
{
    ValueTask<Administrator> GetAsync(CancellationToken ct);
}
