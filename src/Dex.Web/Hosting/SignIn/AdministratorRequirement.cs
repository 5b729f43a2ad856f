using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Microsoft.AspNetCore.Authorization;

namespace Dex.Web.Hosting.SignIn;

/// <summary>Signed in, and still an administrator: asked for every page, for the hub, and for every navigation within a circuit.</summary>
internal sealed class AdministratorRequirement : IAuthorizationRequirement;

/// <summary>Asks the gate.</summary>
internal sealed class AdministratorHandler(IAdministratorGate gate, TimeProvider clock) : AuthorizationHandler<AdministratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (AdministratorPrincipal.Read(context.User, clock.GetUtcNow()) is not { } person)
        {
            return;
        }

        try
        {
            if (await gate.IsAdministratorAsync(person, CancellationToken.None))
            {
                context.Succeed(requirement);
            }
        }
        catch (StorageUnavailableException) when (context.Resource is not HttpContext)
        {
            // Within a circuit the person was let in before, and every command fails by itself; a new page or hub call gets 503.
            context.Succeed(requirement);
        }
    }
}
