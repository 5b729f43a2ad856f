using Dex.Domain.Audit;
using Dex.Domain.Keys;
using Dex.Infrastructure.Signing;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Signing;

public sealed class KeyRotationWorkerTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_again_whatever_went_wrong_and_ends_quietly()
    {
        var clock = new FakeTimeProvider(Given.Now);
        var store = new BrokenStore();
        var rotator = new KeyRotator(
            store, new MemorySettings(Given.Policy()), new MemoryClientStore(), FixedGate.Open, new SignerSettings("RS256", TimeSpan.FromHours(6)), clock,
            NullLogger<KeyRotator>.Instance);
        using var worker = new KeyRotationWorker(rotator, clock, NullLogger<KeyRotationWorker>.Instance);

        await worker.StartAsync(Ct);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(30));
                return Task.FromResult(store.Asked >= 3);
            },
            TimeSpan.FromSeconds(20), () => $"The worker asked {store.Asked} times.", Ct);
        await worker.StopAsync(Ct);

        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed class BrokenStore : IKeyRingStore
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Task<KeyRing> LoadAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref _asked);
            throw new InvalidOperationException("The ring is not readable.");
        }

        public Task<bool> TryReplaceAsync(KeyRing ring, AuditEntry? entry, CancellationToken ct) => Task.FromResult(false);
    }
}
