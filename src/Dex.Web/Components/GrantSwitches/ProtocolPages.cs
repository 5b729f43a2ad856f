using Dex.Domain.Policies;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>What the pages about the protocol, and Overview, need from the container besides the stores and the snapshot.</summary>
public static class ProtocolPages
{
    /// <summary>All of it is without state and may be asked from any circuit.</summary>
    public static IServiceCollection AddProtocolPages(this IServiceCollection services)
    {
        services.AddSingleton<GrantUsageReader>();
        services.AddSingleton<AffectedClientsReader>();
        return services;
    }
}
