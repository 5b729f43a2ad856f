using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dex.Web.Hosting.SignIn;

/// <summary>Ends the authentication of an open circuit within seconds when its person is no administrator any more.</summary>
internal sealed class RevalidatingAdministrator(ILoggerFactory loggers, IAdministratorGate gate, TimeProvider clock) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (AdministratorPrincipal.Read(authenticationState.User, clock.GetUtcNow()) is not { } person)
        {
            return false;
        }

        try
        {
            return await gate.IsAdministratorAsync(person, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // The page says that the database does not answer; signing people out would lose what they typed.
            return true;
        }
    }
}
