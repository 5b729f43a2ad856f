using Dex.Domain.Administration;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The administrator of this circuit, from its authentication state.</summary>
internal sealed class CurrentAdministrator(AuthenticationStateProvider authentication, TimeProvider clock) : ICurrentAdministrator
{
    private static readonly Administrator Nobody = new("", "", "", "");

    public async ValueTask<Administrator> GetAsync(CancellationToken ct)
    {
        var state = await authentication.GetAuthenticationStateAsync();

        // Nobody is no administrator, so every command refuses.
        return AdministratorPrincipal.Read(state.User, clock.GetUtcNow()) ?? Nobody;
    }
}
