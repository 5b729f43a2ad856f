using Dex.Domain.Overview;
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
        services.AddSingleton<IFindingSource, ClientFindings>();
        services.AddSingleton<IFindingSource, GrantFindings>();
        services.AddSingleton<IFindingSource, FlagFindings>();
        services.AddSingleton<IFindingSource, ServerFindings>();
        services.AddSingleton<Findings>();
        services.AddSingleton<OverviewReader>();
        return services;
    }
}
