using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Opening;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dex.Tests.Unit.Persistence;

/// <summary>One server's storage as start-up makes it, without the server.</summary>
internal sealed class StorageNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private IHostedService[] _running = [];

    private StorageNode(ServiceProvider services) => _services = services;

    public static async Task<StorageNode> OpenAsync(
        DatabaseSettings settings, TimeProvider? clock = null, IEnumerable<Client>? statics = null, IEnumerable<LocalUser>? staticUsers = null,
        Func<string, string?>? environment = null, RefreshTokenPolicy? refreshTokens = null, CancellationToken ct = default)
    {
        var node = Prepare(settings, clock, statics, staticUsers, environment, refreshTokens);
        try
        {
            await node._services.OpenStorageAsync(ct);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public static StorageNode Prepare(
        DatabaseSettings settings, TimeProvider? clock = null, IEnumerable<Client>? statics = null, IEnumerable<LocalUser>? staticUsers = null,
        Func<string, string?>? environment = null, RefreshTokenPolicy? refreshTokens = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(new StaticClients(statics ?? []));
        services.AddSingleton(new StaticUsers(staticUsers ?? []));
        services.AddSingleton(environment ?? (_ => null));
        services.AddSingleton(new FileSettings { Issuer = new Issuer("http://127.0.0.1:5556/dex"), RefreshTokens = refreshTokens ?? new RefreshTokenPolicy() });
        services.AddSingleton(new ServerCapabilities([GrantTypes.ClientCredentials]));
        services.AddDexPersistence(settings);
        return new StorageNode(services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task OpenAsync(CancellationToken ct) => _services.OpenStorageAsync(ct);

    /// <summary>Starts what runs in the background of a server.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        _running = [.. _services.GetServices<IHostedService>()];
        foreach (var service in _running)
        {
            await service.StartAsync(ct);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        foreach (var service in _running.Reverse())
        {
            await service.StopAsync(ct);
        }

        _running = [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
