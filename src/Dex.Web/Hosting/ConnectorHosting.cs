using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Connectors;

namespace Dex.Web.Hosting;

/// <summary>The upstream identity sources; <see cref="ServerStart"/> opens them.</summary>
internal static class ConnectorHosting
{
    public static IServiceCollection AddConnectors(
        this IServiceCollection services, DexConfiguration configuration, ConfigurationEnvironment environment) => services
        .AddSingleton<LocalLogin>()
        .AddSingleton<PasswordLimits>()
        .AddSingleton<ConnectorFactory>()
        .AddSingleton(provider => new ConnectorDirectory(
            configuration,
            environment,
            provider.GetRequiredService<ConnectorFactory>(),
            provider.GetRequiredService<PasswordLimits>(),
            provider.GetRequiredService<ILogger<ConnectorDirectory>>()))
        .AddSingleton<IConnectorDirectory>(provider => provider.GetRequiredService<ConnectorDirectory>());
}
