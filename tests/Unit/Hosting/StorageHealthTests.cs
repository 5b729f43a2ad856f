using System.Collections.Immutable;
using Dex.Domain.Administration;
using Dex.Tests.Provisioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

public sealed class StorageHealthTests
{
    [Fact]
    public async Task A_check_that_meets_something_unforeseen_tells_it_and_leaves_the_server_running()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Adjust = services => services.AddSingleton<IStorageStatus>(new OddStorage()) });

        await Eventually.HoldsAsync(
            async () =>
            {
                using var health = await dex.GetAsync("/healthz");
                return (int)health.StatusCode == 500 && dex.Log.Text.Contains("storage health check failed", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(20), () => "The server still says that it is healthy, or the log does not say why it is not.", Xunit.TestContext.Current.CancellationToken);

        Assert.False(dex.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private sealed class OddStorage : IStorageStatus
    {
        public string Description => "odd";

        public bool IsShared => false;

        public ImmutableArray<StorageFinding> Findings => [];

        public Task CheckAsync(CancellationToken ct) => throw new InvalidOperationException("Nobody thought of this.");
    }
}
